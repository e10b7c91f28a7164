import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { appErrorSchema, fail, ok, type Result } from '../../../shared/errors/app-error.ts';
import { commandNames } from '../../../shared/ipc/channels.ts';
import { contract, type CommandName } from '../../../shared/ipc/contract.ts';
import type { KeySummary } from '../../../shared/keys/key.ts';
import type { PartId } from '../../../shared/lib/ids.ts';
import { clipboard, dialog, ipcMain, powerMonitor, shell } from '../../fakes/electron-module.ts';
import { buildPreload, type PreloadBundle } from '../../fakes/electron-preload-bundle.ts';
import { sessions } from '../../fakes/electron-session.ts';
import { FakeBrowserWindow, FakeWebContents } from '../../fakes/electron-window.ts';
import { StartedApp } from './started-app.ts';

let preload: PreloadBundle;
let started: StartedApp;

beforeAll(async () => {
  preload = await buildPreload();
}, 60_000);

afterAll(() => {
  preload.remove();
});

beforeEach(async () => {
  started = new StartedApp(preload.path);
  await started.start();
});

afterEach(async () => {
  expect(started.log).not.toContain('"level":"bug"');
  await started.end();
});

/** The keys of the sandbox, once they are all there. */
async function keysOfSandbox(): Promise<readonly KeySummary[]> {
  await started.value('connections.connect-sandbox', {});
  await vi.waitFor(async () => {
    const progress = await started.value('sync.progress', {});
    expect(progress.map(({ state }) => state)).toEqual(progress.map(() => 'completed'));
    expect(progress.length).toBeGreaterThan(0);
  }, 10_000);
  const { rows } = await started.value('keys.list', { offset: 0, limit: 5_000 });
  // Of one provider: what can be done with a key differs.
  return rows.filter(({ providerId }) => providerId === 'pubnub-v1');
}

async function secretPartOf(rows: readonly KeySummary[]): Promise<PartId> {
  const key = rows.find(
    ({ status, environment }) => status === 'active' && environment === 'testing',
  );
  const details = await started.value('keys.get', { keyId: key!.id });
  return details.parts.find(({ nature }) => nature === 'secret')!.id;
}

describe('a command of the page', () => {
  it('goes through preload, sender check and contract, and comes back', async () => {
    expect(await started.bridge.invoke('app.status', {})).toMatchObject(
      ok({ host: 'electron', version: '1.2.3', platform: process.platform, clipboard: true }),
    );
    const providers = await started.value('providers.list', {});
    expect(providers.map(({ id }) => id)).toContain('pubnub-v1');
  });

  it('is refused to any other window, and that is logged', async () => {
    const stranger = new FakeWebContents();
    stranger.mainFrame.url = 'app://rekey/';
    const asStranger = ipcMain.receive('settings.get', [{}], {
      sender: stranger,
      senderFrame: stranger.mainFrame,
    });
    await expect(asStranger).rejects.toThrow(
      /^Error invoking remote method 'settings\.get': Error: Refused$/,
    );
    expect(started.log).toMatch(/"command":"settings\.get".*"event":"ipc\.refused"/);
  });

  it('that changes something is heard of by whoever listens', async () => {
    const heard: unknown[][] = [];
    const undo = started.bridge.subscribe('settings.changed', (...args) => heard.push(args));
    const { theme } = await started.value('settings.get', {});
    const other = theme === 'dark' ? 'light' : 'dark';
    await started.value('settings.update', { settings: { theme: other } });
    expect(heard).toEqual([[{}]]);
    undo();
    await started.value('settings.update', { settings: { theme } });
    expect(heard).toHaveLength(1);
  });

  it('opens a page of the table in the system browser, and no other', async () => {
    await started.value('app.open-link', { linkId: 'pubnub-admin-portal' });
    const refused = await started.bridge.invoke('app.open-link', {
      linkId: 'https://evil.example',
    });
    expect(refused).toEqual(fail({ kind: 'not-found', what: 'link' }));
    expect(shell.opened).toEqual(['https://admin.pubnub.com/']);
  });

  it('reaches a provider through the network’s own sessions, without cookies or redirects', async () => {
    const answer = await started.bridge.invoke('connections.test', {
      providerId: 'pubnub-v1',
      baseUrl: 'https://admin.pubnub.com/api',
      dataPlaneUrl: 'https://ps.pndsn.com',
      fields: { email: 'person@example.com', password: 'RKCANARY-password' },
    });
    expect(answer).toEqual(fail({ kind: 'network-offline' }));
    const fetching = [...sessions.values()].filter(({ fetched }) => fetched.length > 0);
    expect(fetching.map(({ partition }) => partition)).toEqual(['rekey-net-post']);
    for (const { url, init } of fetching.flatMap(({ fetched }) => fetched)) {
      expect(url).toMatch(/^https:\/\/admin\.pubnub\.com\/api\//);
      expect(init).toMatchObject({ redirect: 'error', credentials: 'omit', cache: 'no-store' });
    }
    expect(started.log).not.toContain('RKCANARY');
  });
});

describe('a secret', () => {
  it('is shown with the window protected, and copied without crossing to the page', async () => {
    const partId = await secretPartOf(await keysOfSandbox());
    const { secretValue } = await started.value('secrets.reveal', { partId });
    expect(FakeBrowserWindow.latest.done).toContain('protect');
    const copied = await started.bridge.invoke('secrets.copy', { partId });
    expect(JSON.stringify(copied)).not.toContain(secretValue);
    expect(await clipboard.readText()).toBe(secretValue);
    // Beside the text, the hints of this system for clipboard managers.
    expect(clipboard.formats.size).toBeGreaterThan(1);
    expect(started.log).not.toContain(secretValue);
  });

  it.each(['lock-screen', 'suspend', 'user-did-resign-active'])(
    'leaves the clipboard on %s',
    async (event) => {
      const partId = await secretPartOf(await keysOfSandbox());
      await started.value('secrets.copy', { partId });
      expect(await clipboard.readText()).not.toBe('');
      powerMonitor.emit(event);
      await vi.waitFor(async () => {
        expect(await clipboard.readText()).toBe('');
      });
    },
  );
});

describe('a command that destroys', () => {
  it('does nothing unless a person says so in a native box', async () => {
    const rows = await keysOfSandbox();
    const key = rows.find(
      ({ status, environment }) => status === 'active' && environment === 'testing',
    );
    const input = { keyId: key!.id, typedName: key!.name };
    expect(await started.bridge.invoke('keys.disable', input)).toEqual(fail({ kind: 'cancelled' }));
    expect(dialog.messageBoxes).toHaveLength(1);
    expect(dialog.messageBoxes[0]?.owner).toBe(FakeBrowserWindow.latest);
    expect((await started.value('keys.get', { keyId: key!.id })).summary.status).toBe('active');
    dialog.pressed = 1;
    await started.value('keys.disable', input);
    expect((await started.value('keys.get', { keyId: key!.id })).summary.status).toBe('ended');
  });
});

describe('a page that was taken over', () => {
  const reading: ReadonlySet<CommandName> = new Set(
    commandNames.filter((name) =>
      /\.(status|list|get|progress|verify|forget-impact|plan)$/.test(name),
    ),
  );
  const state = async (): Promise<unknown[]> => [
    await started.value('connections.list', {}),
    await started.value('containers.list', {}),
    await started.value('keys.list', { offset: 0, limit: 5_000 }),
    await started.value('rotations.list', {}),
    await started.value('settings.get', {}),
    await started.value('activity.list', { beforeSeq: null, limit: 50 }),
  ];

  it('changes nothing with 10,000 random calls, and gets a known error for each', async () => {
    await keysOfSandbox();
    const before = await state();
    const rejections: unknown[] = [];
    const remember = (cause: unknown): void => {
      rejections.push(cause);
    };
    process.on('unhandledRejection', remember);
    let sent = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...commandNames),
        fc.anything({ maxDepth: 3 }),
        async (name, input) => {
          // What the contract takes is no attack, and may well change something.
          if (!reading.has(name) && contract[name].input.safeParse(input).success) return;
          if (!isCloneable(input)) return;
          sent += 1;
          const result = (await started.bridge.invoke(name, input as never)) as Result<unknown>;
          if (!result.ok) appErrorSchema.parse(result.error);
          else if (!reading.has(name)) throw new Error(`${name} succeeded`);
        },
      ),
      { numRuns: 10_000 },
    );
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', remember);
    expect(sent).toBeGreaterThan(9_000);
    expect(rejections).toEqual([]);
    expect(await state()).toEqual(before);
    expect(dialog.messageBoxes).toEqual([]);
    expect(shell.opened).toEqual([]);
  }, 60_000);
});

function isCloneable(value: unknown): boolean {
  try {
    structuredClone(value);
    return true;
  } catch {
    // A symbol or function: Electron refuses it before anything is sent.
    return false;
  }
}
