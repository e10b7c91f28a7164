import { contentSecurityPolicy } from '../platform/content-security-policy.ts';
import type { PageFile } from '../platform/page-files.ts';

/** The page speaks to nobody: everything goes over the bridge. */
export const APP_CSP = contentSecurityPolicy("'none'");

/** A pure handler: a file of the manifest by exact path, or 404. `GET` only. */
export function createAppSchemeHandler(
  files: ReadonlyMap<string, PageFile>,
  origin: string,
): (request: Pick<Request, 'method' | 'url'>) => Response {
  return ({ method, url }) => {
    if (method !== 'GET') return new Response(null, { status: 405, headers: commonHeaders() });
    const file = files.get(pathOf(url, origin) ?? '');
    if (file === undefined) return new Response(null, { status: 404, headers: commonHeaders() });
    return new Response(file.bytes, {
      status: 200,
      headers: { ...commonHeaders(), 'Content-Type': file.contentType },
    });
  };
}

/** The raw path, without decoding: an encoded `..` is a name that no file has. Null for another origin. */
function pathOf(url: string, origin: string): string | null {
  const prefix = `${origin}/`;
  if (!url.startsWith(prefix)) return null;
  const path = url.slice(prefix.length - 1).replace(/[?#].*$/s, '');
  return path === '/' ? '/index.html' : path;
}

const commonHeaders = (): Record<string, string> => ({
  'Content-Security-Policy': APP_CSP,
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-store',
  'Cross-Origin-Opener-Policy': 'same-origin',
});
