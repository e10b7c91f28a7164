import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Session, WebContents } from 'electron';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  blockNetwork,
  confineContents,
  denyPermissions,
  isAllowedRequest,
} from '../../../../electron/app/session-policy.ts';
import { app, restartElectron, session } from '../../../fakes/electron-module.ts';
import { electronEvent } from '../../../fakes/electron-app.ts';
import type { FakeSession } from '../../../fakes/electron-session.ts';
import { FakeFrame, FakeWebContents } from '../../../fakes/electron-window.ts';

beforeEach(() => {
  restartElectron();
  app.becomeReady();
});

const schemes = [
  ...['http', 'https', 'ws', 'wss', 'ftp', 'file', 'blob', 'data', 'devtools', 'chrome', 'about'],
  ...[
    'javascript',
    'filesystem',
    'chrome-extension',
    'mailto',
    'App',
    'APP',
    'app',
    'apps',
    'xapp',
  ],
];
const hosts = [
  ...['rekey', 'REKEY', 'rekey.evil', 'rekey@evil', 'evil', 'rekey:80', 'admin.pubnub.com', ''],
  ...['127.0.0.1:5173', 'localhost', '[::1]', 'rekey\\', 'rekey%00', 'devtools'],
];
const anyUrl = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(...schemes),
      fc.constantFrom('://', ':', ':/', ':\\\\', '//'),
      fc.constantFrom(...hosts),
      fc.constantFrom('', '/', '/index.html', '/../x', '?q', '#/keys', '/#/keys', '\0', ' '),
    )
    .map((parts) => parts.join('')),
  fc.webUrl(),
  fc.string(),
);
/** The rule as a parser of addresses sees it. */
function isOurs(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host, username } = new URL(url);
  return protocol === 'app:' && host === 'rekey' && username === '';
}
const ownUrl = fc
  .webPath({ size: 'small' })
  .map((path) => `app://rekey/${path.replace(/^\//, '')}`);

describe('what the page may request', () => {
  it('is nothing but our own scheme, for 5,000 addresses', () => {
    fc.assert(
      fc.property(anyUrl, (url) => {
        expect(isAllowedRequest(url, true) && !isOurs(url)).toBe(false);
      }),
      { numRuns: 5_000 },
    );
  });

  it('is everything of our own scheme', () => {
    fc.assert(
      fc.property(ownUrl, (url) => {
        expect(isAllowedRequest(url, true)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    'http://127.0.0.1:5173/',
    'https://admin.pubnub.com/',
    'ws://localhost:1/',
    'blob:app://rekey/8f2c',
    'data:text/html,x',
    'file:///etc/passwd',
    'devtools://devtools/bundled/devtools_app.html',
    'chrome://gpu',
    'about:blank',
    'app://rekey',
    'app://rekey.evil/',
    'app://REKEY/',
    'app:/rekey/',
    '',
  ])('does not include %j', (url) => {
    expect(isAllowedRequest(url, true)).toBe(false);
  });

  it('includes the developer tools while developing only', () => {
    const address = 'devtools://devtools/bundled/devtools_app.html';
    expect(isAllowedRequest(address, false)).toBe(true);
    expect(isAllowedRequest(address, true)).toBe(false);
    expect(isAllowedRequest('devtools://elsewhere/', false)).toBe(false);
    expect(isAllowedRequest('http://localhost:5173/', false)).toBe(false);
  });

  it('is asked for every request of the session', async () => {
    const pageSession = session.fromPartition('rekey-ui');
    blockNetwork(pageSession as unknown as Session, true);
    expect(await pageSession.webRequest.cancels('https://example.com/')).toBe(true);
    expect(await pageSession.webRequest.cancels('app://rekey/index.html')).toBe(false);
  });
});

/** Every permission that Electron's declarations know, for requests and for checks. */
function permissionNames(method: string): string[] {
  const declarations = readFileSync(
    join(import.meta.dirname, '../../../../node_modules/electron/electron.d.ts'),
    'utf8',
  );
  const line = declarations.split('\n').find((text) => text.trim().startsWith(`${method}(`)) ?? '';
  const names = /permission: ((?:'[\w-]+'(?: \| )?)+)/.exec(line)?.[1] ?? '';
  return names.split(' | ').map((name) => name.replaceAll("'", ''));
}

describe('permissions', () => {
  let denied: FakeSession;

  beforeEach(() => {
    denied = session.fromPartition('any');
    denyPermissions(denied as unknown as Session);
  });

  it('are refused when asked for, whatever their name', () => {
    const names = permissionNames('setPermissionRequestHandler');
    expect(names).toContain('clipboard-read');
    expect(names.length).toBeGreaterThan(30);
    const answers = names.map((name) => {
      let answer: boolean | null = null;
      const handler = denied.permissionRequestHandler;
      handler?.(
        new FakeWebContents() as unknown as WebContents,
        name as Parameters<typeof handler>[1],
        (isGranted) => {
          answer = isGranted;
        },
        { isMainFrame: true, requestingUrl: 'app://rekey/' },
      );
      return answer;
    });
    expect(answers).toEqual(names.map(() => false));
  });

  it('are refused when looked up, whatever their name', () => {
    const names = permissionNames('setPermissionCheckHandler');
    expect(names.length).toBeGreaterThan(30);
    const handler = denied.permissionCheckHandler;
    const answers = names.map((name) =>
      handler?.(null, name as Parameters<typeof handler>[1], 'app://rekey', { isMainFrame: true }),
    );
    expect(answers).toEqual(names.map(() => false));
  });

  it('are refused for devices and for the picture of the screen', () => {
    const origin = 'app://rekey';
    for (const deviceType of ['hid', 'serial', 'usb'] as const) {
      const handler = denied.devicePermissionHandler;
      const device = {} as Parameters<NonNullable<typeof handler>>[0]['device'];
      expect(handler?.({ deviceType, origin, device })).toBe(false);
    }
    const answers: unknown[] = [];
    denied.displayMediaHandler?.(
      {
        frame: null,
        securityOrigin: origin,
        videoRequested: true,
        audioRequested: true,
        userGesture: true,
      },
      // Anything but null that lacks a stream is an exception in main.
      (streams) => answers.push(streams),
    );
    expect(answers).toEqual([null]);
  });

  it('do not include downloads', () => {
    const event = electronEvent({});
    denied.emit('will-download', event, {}, {}, null);
    expect(event.defaultPrevented).toBe(true);
  });

  it('do not include dictionaries from the network', () => {
    expect(denied.isSpellCheckerEnabled).toBe(false);
  });
});

describe('a web contents', () => {
  const confined = (): FakeWebContents => {
    const contents = new FakeWebContents();
    confineContents(contents as unknown as WebContents);
    contents.mainFrame.url = 'app://rekey/';
    return contents;
  };

  it('stays on its document, whichever of 500 addresses it is sent to', () => {
    const contents = confined();
    fc.assert(
      fc.property(anyUrl, (url) => {
        const isOwnDocument = url === 'app://rekey/' || url.startsWith('app://rekey/#');
        expect(contents.navigates(url)).toBe(isOwnDocument);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    'app://rekey/index.html',
    'app://rekey/assets/index.js',
    'app://rekey/?x#/keys',
    'https://admin.pubnub.com/',
    'javascript:alert(1)',
  ])('does not become %s', (url) => {
    expect(confined().navigates(url)).toBe(false);
  });

  it.each(['will-navigate', 'will-frame-navigate'])('is held by %s alone', (name) => {
    for (const url of ['app://rekey/index.html', 'https://example.com/']) {
      const event = electronEvent({ url, isMainFrame: true, isSameDocument: false, frame: null });
      confined().emit(name, event, url);
      expect(event.defaultPrevented).toBe(true);
    }
  });

  it('moves within its document and reloads it', () => {
    expect(confined().navigates('app://rekey/#/keys/01ARZ3NDEKTSV4RRFFQ69G5FAV')).toBe(true);
    expect(confined().navigates('app://rekey/')).toBe(true);
  });

  it('has no frame that goes anywhere, 500 addresses long', () => {
    const contents = confined();
    fc.assert(
      fc.property(anyUrl, (url) => {
        expect(contents.navigates(url, false)).toBe(false);
      }),
      { numRuns: 500 },
    );
    expect(contents.navigates('app://rekey/', false)).toBe(false);
  });

  it('follows no redirect, not even to itself', () => {
    for (const url of ['app://rekey/', 'https://example.com/']) {
      const event = electronEvent({ url, isMainFrame: true, isSameDocument: false, frame: null });
      confined().emit('will-redirect', event, url);
      expect(event.defaultPrevented).toBe(true);
    }
  });

  it('opens no window, 500 addresses long', () => {
    const contents = confined();
    fc.assert(
      fc.property(anyUrl, (url) => {
        expect(contents.opensWindow(url)).toBe(false);
      }),
      { numRuns: 500 },
    );
    expect(contents.opensWindow('app://rekey/')).toBe(false);
  });

  it('takes in no webview', () => {
    const event = electronEvent({});
    confined().emit('will-attach-webview', event, {}, { src: 'app://rekey/' });
    expect(event.defaultPrevented).toBe(true);
  });

  it('gives WebRTC no way around the blocked network', () => {
    expect(confined().webRtcPolicy).toBe('disable_non_proxied_udp');
  });

  it('would otherwise do all of that', () => {
    const contents = new FakeWebContents();
    expect(contents.navigates('https://example.com/')).toBe(true);
    expect(contents.opensWindow('https://example.com/')).toBe(true);
    expect(new FakeFrame().origin).toBe('null');
  });
});
