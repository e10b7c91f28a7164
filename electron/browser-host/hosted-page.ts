import { readFile } from 'node:fs/promises';
import { loadPageFiles, type PageFile } from '../platform/page-files.ts';

/** The built page and the host's own script in memory; nothing else can be served. */
export async function loadHostedPage(directories: {
  readonly rendererDir: string;
  readonly hostPageDir: string;
}): Promise<ReadonlyMap<string, PageFile>> {
  const files = new Map([
    ...(await loadPageFiles(directories.rendererDir)),
    ...(await loadPageFiles(directories.hostPageDir)),
  ]);
  const style = await readFile(new URL('page/host-page.css', import.meta.url));
  files.set('/host-page.css', {
    bytes: new Uint8Array(style),
    contentType: 'text/css; charset=utf-8',
  });
  const index = files.get('/index.html');
  if (index === undefined)
    throw new Error(`no built page in ${directories.rendererDir}; run npm run build`);
  const page = { ...index, bytes: withHostScript(index.bytes) };
  return new Map([...files, ['/', page], ['/index.html', page]]);
}

/** The host's script runs before the app's, so that `window.bridge` is there. */
function withHostScript(html: Uint8Array): Uint8Array<ArrayBuffer> {
  const text = new TextDecoder().decode(html);
  const head =
    '<link rel="stylesheet" href="/host-page.css" /><script src="/host-page.js"></script>';
  if (!text.includes('<head>')) throw new Error('the built page has no <head>');
  return new TextEncoder().encode(text.replace('<head>', `<head>${head}`));
}
