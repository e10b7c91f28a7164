import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Session } from 'electron';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { APP_CSP, createAppSchemeHandler } from '../../../../electron/app/app-scheme-handler.ts';
import { registerAppScheme, serveAppScheme } from '../../../../electron/app/app-scheme.ts';
import type { PageFile } from '../../../../electron/platform/page-files.ts';
import { app, protocol, restartElectron, session } from '../../../fakes/electron-module.ts';

const file = (text: string, contentType: string): PageFile => ({
  bytes: new TextEncoder().encode(text),
  contentType,
});
const manifest = new Map<string, PageFile>([
  ['/index.html', file('<!doctype html>', 'text/html; charset=utf-8')],
  ['/assets/index-1a2b.js', file('render()', 'text/javascript; charset=utf-8')],
  ['/assets/index-1a2b.css', file('body{}', 'text/css; charset=utf-8')],
]);
const handle = createAppSchemeHandler(manifest, 'app://rekey');
const get = (url: string): Response => handle({ method: 'GET', url });

const headersOfAll = {
  'cache-control': 'no-store',
  'content-security-policy': APP_CSP,
  'cross-origin-opener-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
};

beforeEach(restartElectron);

describe('the policy of the page', () => {
  it('allows its own scripts, styles, pictures and fonts, and nothing else', () => {
    expect(APP_CSP).toBe(
      "default-src 'none'; script-src 'self'; " +
        "style-src 'self' 'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='; " +
        "img-src 'self'; font-src 'self'; connect-src 'none'; object-src 'none'; " +
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
        "require-trusted-types-for 'script'; trusted-types 'none'",
    );
  });
});

describe('the handler of app://', () => {
  it.each([
    ['app://rekey/', '/index.html'],
    ['app://rekey/index.html', '/index.html'],
    ['app://rekey/#/keys', '/index.html'],
    ['app://rekey/?from=start', '/index.html'],
    ['app://rekey/assets/index-1a2b.js', '/assets/index-1a2b.js'],
    ['app://rekey/assets/index-1a2b.css?v=1#x', '/assets/index-1a2b.css'],
  ])('serves %s from memory', async (url, path) => {
    const response = get(url);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe(new TextDecoder().decode(manifest.get(path)?.bytes));
    expect(Object.fromEntries(response.headers)).toEqual({
      ...headersOfAll,
      'content-type': manifest.get(path)?.contentType,
    });
  });

  it.each(['POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'get', ''])(
    'refuses the method %j',
    async (method) => {
      const response = handle({ method, url: 'app://rekey/index.html' });
      expect(response.status).toBe(405);
      expect(await response.text()).toBe('');
      expect(Object.fromEntries(response.headers)).toEqual(headersOfAll);
    },
  );

  it.each([
    'app://rekey/../../etc/passwd',
    'app://rekey/..%2f..%2fetc%2fpasswd',
    'app://rekey/%2e%2e/index.html',
    'app://rekey/%69ndex.html',
    'app://rekey/assets/../index.html',
    'app://rekey//index.html',
    'app://rekey/index.html%00',
    'app://rekey/index.html\0.js',
    'app://rekey/assets\\index-1a2b.js',
    'app://rekey/INDEX.HTML',
    'app://rekey/assets/',
    'app://rekey',
    'app://REKEY/index.html',
    'APP://rekey/index.html',
    'app://rekey.evil/index.html',
    'app://rekey@evil/index.html',
    'app:////server/share/index.html',
    'file:///index.html',
    'https://rekey/index.html',
    '/index.html',
    '',
  ])('has nothing at %j', (url) => {
    const response = get(url);
    expect(response.status).toBe(404);
    expect(response.body).toBeNull();
    expect(Object.fromEntries(response.headers)).toEqual(headersOfAll);
  });

  it('answers 20,000 paths with 404, 405 or a file of the manifest, and always with the policy', async () => {
    const pieces = fc.oneof(
      {
        weight: 8,
        arbitrary: fc.constantFrom(
          '..',
          '.',
          '%2e%2e',
          '%00',
          '\0',
          '\\',
          '\\\\server\\share',
          '%5c',
          '//',
        ),
      },
      {
        weight: 4,
        arbitrary: fc.constantFrom('index.html', 'assets', 'index-1a2b.js', 'etc', 'passwd', 'C:'),
      },
      { weight: 2, arbitrary: fc.string({ unit: 'binary' }) },
      { weight: 1, arbitrary: fc.constant('a'.repeat(5_000)) },
    );
    const anyUrl = fc
      .tuple(
        fc.constantFrom('app', 'app', 'app', 'APP', 'file', 'https'),
        fc.constantFrom('rekey', 'rekey', 'rekey', 'REKEY', 'rekey.evil', 'evil', ''),
        fc.array(pieces, { maxLength: 6 }),
        fc.constantFrom('', '?x', '#y', '?x#y'),
      )
      .map(([scheme, host, path, rest]) => `${scheme}://${host}/${path.join('/')}${rest}`);
    const statuses = new Set<number>();
    const served: Response[] = [];
    fc.assert(
      fc.property(fc.constantFrom('GET', 'GET', 'GET', 'POST'), anyUrl, (method, url) => {
        const response = handle({ method, url });
        const { status, body, headers } = response;
        statuses.add(status);
        if (headers.get('content-security-policy') !== APP_CSP) return false;
        if (status !== 200) return body === null && status === (method === 'GET' ? 404 : 405);
        served.push(response);
        return method === 'GET' && url.startsWith('app://rekey/');
      }),
      { numRuns: 20_000 },
    );
    const contents = [...manifest.values()].map(({ bytes }) => new TextDecoder().decode(bytes));
    for (const response of served) expect(contents).toContain(await response.text());
    expect([...statuses].sort()).toEqual([200, 404, 405]);
  }, 60_000);
});

describe('the scheme', () => {
  it('is privileged exactly so far, before the app is ready', () => {
    registerAppScheme();
    expect(protocol.schemes).toStrictEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
    ]);
    app.becomeReady();
    expect(registerAppScheme).toThrow('before app is ready');
  });

  describe('of a session', () => {
    let rendererDir: string;

    beforeEach(() => {
      rendererDir = mkdtempSync(join(tmpdir(), 'rekey-page-'));
      mkdirSync(join(rendererDir, 'assets'));
      writeFileSync(join(rendererDir, 'index.html'), '<!doctype html><title>Rekey</title>');
      writeFileSync(join(rendererDir, 'assets', 'index.js'), 'render()');
      writeFileSync(join(rendererDir, 'assets', 'index.js.map'), '{}');
      app.becomeReady();
    });

    afterEach(() => {
      rmSync(rendererDir, { recursive: true });
    });

    it('serves the built page, and no file that came later or is no part of it', async () => {
      const pageSession = session.fromPartition('rekey-ui');
      await serveAppScheme(pageSession as unknown as Session, rendererDir);
      writeFileSync(join(rendererDir, 'late.js'), 'late()');
      const statusOf = async (url: string) => (await pageSession.load(url))?.status;
      expect([...pageSession.protocol.handlers.keys()]).toEqual(['app']);
      expect(await (await pageSession.load('app://rekey/'))?.text()).toContain('<title>Rekey');
      expect(await statusOf('app://rekey/assets/index.js')).toBe(200);
      expect(await statusOf('app://rekey/assets/index.js.map')).toBe(404);
      expect(await statusOf('app://rekey/late.js')).toBe(404);
    });

    it('is another thing in every other session', async () => {
      await serveAppScheme(session.fromPartition('rekey-ui') as unknown as Session, rendererDir);
      expect(await session.fromPartition('rekey-net').load('app://rekey/')).toBeNull();
    });
  });
});
