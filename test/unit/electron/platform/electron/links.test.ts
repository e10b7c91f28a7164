import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ElectronLinks } from '../../../../../electron/platform/electron/links.ts';
import { linkTargets } from '../../../../../electron/platform/link-targets.ts';
import { fail, ok } from '../../../../../shared/errors/app-error.ts';
import { restartElectron, shell } from '../../../../fakes/electron-module.ts';

beforeEach(restartElectron);

const links = new ElectronLinks();

describe('the system browser', () => {
  it('is opened with exactly the pages of the table, all of them https', async () => {
    for (const linkId of Object.keys(linkTargets)) {
      expect(await links.open(linkId)).toEqual(ok(null));
    }
    expect(shell.opened).toEqual([
      'https://abetterchoice.ai/',
      'https://admin.pubnub.com/',
      'https://www.pubnub.com/docs/portal/keysets',
      'https://www.pubnub.com/docs/general/security/access-control',
    ]);
  });

  it('never gets anything else, for 5,000 ids', async () => {
    const anyId = fc.oneof(
      fc.string(),
      fc.webUrl(),
      fc.constantFrom(
        ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', ''],
        ...['file:///etc/passwd', 'javascript:alert(1)', 'https://admin.pubnub.com/', 'smb://x'],
        ...['PUBNUB-ADMIN-PORTAL', 'pubnub-admin-portal ', 'pubnub-admin-portal\0.exe'],
      ),
      fc.constantFrom(...Object.keys(linkTargets)),
    );
    const allowed = new Set(Object.values(linkTargets));
    await fc.assert(
      fc.asyncProperty(anyId, async (linkId) => {
        const before = shell.opened.length;
        const answer = await links.open(linkId);
        const isKnown = Object.keys(linkTargets).includes(linkId);
        expect(answer).toEqual(isKnown ? ok(null) : fail({ kind: 'not-found', what: 'link' }));
        expect(shell.opened.length - before).toBe(isKnown ? 1 : 0);
      }),
      { numRuns: 5_000 },
    );
    expect(shell.opened.length).toBeGreaterThan(0);
    expect(shell.opened.filter((address) => !allowed.has(address))).toEqual([]);
  });
});

describe('a consent page', () => {
  it('is opened over https, and over http on this machine only', async () => {
    const before = shell.opened.length;
    for (const address of [
      'https://activitysmith.com/oauth/authorize?state=1',
      'http://localhost:4100/oauth/authorize',
      'http://127.0.0.1:4100/oauth/authorize',
      'http://[::1]:4100/oauth/authorize',
    ])
      expect(await links.openConsent(address)).toEqual(ok(null));
    expect(shell.opened.slice(before)).toEqual([
      'https://activitysmith.com/oauth/authorize?state=1',
      'http://localhost:4100/oauth/authorize',
      'http://127.0.0.1:4100/oauth/authorize',
      'http://[::1]:4100/oauth/authorize',
    ]);
  });

  it.each([
    ...['', 'activitysmith.com', 'file:///etc/passwd', 'javascript:alert(1)', 'data:text/html,x'],
    ...['http://activitysmith.com/oauth', 'https://somebody@activitysmith.com/', 'smb://server/x'],
    ...['https://:pass@activitysmith.com/', 'ms-settings:', 'http://127.0.0.1.example.com/'],
  ])('is nothing else: %j', async (address) => {
    const before = shell.opened.length;
    expect(await links.openConsent(address)).toEqual(fail({ kind: 'not-found', what: 'link' }));
    expect(shell.opened).toHaveLength(before);
  });
});

describe('a system without a browser', () => {
  it('is told as something that cannot be done here, without the address', async () => {
    const openExternal = vi
      .spyOn(shell, 'openExternal')
      .mockRejectedValue(new Error('Failed to open: https://activitysmith.com/?state=RKCANARY'));
    const refused = fail({ kind: 'not-supported', operation: 'open-link' });
    expect(await links.open('pubnub-admin-portal')).toEqual(refused);
    expect(await links.openConsent('https://activitysmith.com/?state=RKCANARY')).toEqual(refused);
    openExternal.mockRestore();
  });
});
