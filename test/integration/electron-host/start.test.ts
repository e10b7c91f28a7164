import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { takeProfileLock } from '../../../electron/storage/profile-lock.ts';
import { commandNames } from '../../../shared/ipc/channels.ts';
import { electronEvent } from '../../fakes/electron-app.ts';
import { app, crashReporter, dialog, ipcMain, Menu } from '../../fakes/electron-module.ts';
import { buildPreload, type PreloadBundle } from '../../fakes/electron-preload-bundle.ts';
import { sessions } from '../../fakes/electron-session.ts';
import { FakeUtilityProcess } from '../../fakes/electron-utility-process.ts';
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

beforeEach(() => {
  started = new StartedApp(preload.path);
});

afterEach(async () => {
  vi.restoreAllMocks();
  await started.end();
  expect(crashReporter.started).toEqual([]);
});

/** As if this were another system, for the rules that differ there. */
function onPlatform(platform: NodeJS.Platform): void {
  vi.spyOn(process, 'platform', 'get').mockReturnValue(platform);
}

describe('the start', () => {
  it('opens one window on our page, with sessions in memory only', async () => {
    await started.start();
    expect(FakeBrowserWindow.created).toHaveLength(1);
    expect(FakeBrowserWindow.latest.done).toEqual(['load app://rekey/', 'show']);
    expect([...sessions.values()].map(({ partition, options }) => [partition, options])).toEqual([
      ['', undefined],
      ['rekey-ui', { cache: false }],
      ['rekey-net', { cache: false }],
      ['rekey-net-post', { cache: false }],
    ]);
    expect(FakeBrowserWindow.latest.options.webPreferences?.session).toBe(sessions.get('rekey-ui'));
    expect(Menu.applied).toEqual([{ role: 'viewMenu' }]);
  });

  it('lets no session grant anything, and the page’s load nothing from elsewhere', async () => {
    await started.start();
    for (const session of sessions.values()) {
      expect(session.permissionRequestHandler).toBeTypeOf('function');
      expect(session.permissionCheckHandler).toBeTypeOf('function');
      expect(session.devicePermissionHandler).toBeTypeOf('function');
      expect(session.isSpellCheckerEnabled).toBe(false);
    }
    const page = sessions.get('rekey-ui');
    expect(await page?.webRequest.cancels('https://admin.pubnub.com/')).toBe(true);
    const serving = [...sessions.values()].filter(({ protocol }) => protocol.handlers.size > 0);
    expect(serving.map(({ partition }) => partition)).toEqual(['rekey-ui']);
  });

  it('confines every web contents there will be', async () => {
    await started.start();
    const later = new FakeWebContents();
    for (const contents of [FakeBrowserWindow.latest.webContents, later]) {
      expect(contents.navigates('https://example.com/')).toBe(false);
      expect(contents.opensWindow('app://rekey/')).toBe(false);
    }
  });

  it('opens the commands of the contract and no channel besides', async () => {
    await started.start();
    expect([...ipcMain.handlers.keys()]).toEqual(commandNames);
    expect(ipcMain.eventNames()).toEqual([]);
  });

  it('keeps the profile in a private folder of its own', async () => {
    await started.start();
    expect(statSync(started.profileDir).mode & 0o777).toBe(0o700);
    expect(readdirSync(started.profileDir)).toContain('profile.json');
    expect(await started.value('app.status', {})).toMatchObject({
      custody: { mode: 'keychain' },
      database: { state: 'open' },
    });
    expect([...started.secretsByName.keys()]).toEqual([
      expect.stringMatching(/^v1\/[0-9A-Z]{26}\/data-key$/),
    ]);
  });

  it('says so when the profile is in use, and ends without a window', async () => {
    mkdirSync(started.profileDir, { recursive: true, mode: 0o700 });
    const lock = takeProfileLock(started.profileDir);
    if (lock.kind !== 'held') throw new Error('The lock is free');
    await started.start();
    expect(dialog.errorBoxes).toEqual([
      {
        title: 'Rekey is already open',
        content: `Another Rekey uses the profile ${started.profileDir}.`,
      },
    ]);
    expect(app.hasQuit).toBe(true);
    expect(app.exitCodes).toEqual([]);
    expect(FakeBrowserWindow.created).toEqual([]);
    expect(ipcMain.handlers.size).toBe(0);
    lock.release();
  });

  it('that fails shows why, and ends with 1', async () => {
    rmSync(started.rendererDir, { recursive: true });
    await started.start();
    expect(dialog.errorBoxes).toEqual([
      { title: 'Rekey could not start', content: expect.stringContaining('ENOENT') as string },
    ]);
    await vi.waitFor(() => {
      expect(app.exitCodes).toEqual([1]);
    });
    expect(FakeBrowserWindow.created).toEqual([]);
  });

  it('without a usable keychain works for this session, and says why', async () => {
    FakeUtilityProcess.answer = (message) => ({
      id: (message as { id: number }).id,
      kind: 'failed',
      reason: 'no-service',
      text: 'no secret service',
    });
    await started.start();
    expect(await started.value('app.status', {})).toMatchObject({
      custody: { mode: 'session-only', reason: 'no-service' },
      database: { state: 'in-memory' },
    });
  });

  it('shows why when the page cannot be loaded, and ends in good order', async () => {
    rmSync(`${started.rendererDir}/index.html`);
    await started.start();
    expect(dialog.errorBoxes).toEqual([
      {
        title: 'Rekey could not show its window',
        content: "ERR_FAILED (-2) loading 'app://rekey/'",
      },
    ]);
    await vi.waitFor(() => {
      expect(app.hasQuit).toBe(true);
    });
    expect(started.log).toContain('window.load');
  });
});

describe('a second start of the app', () => {
  const secondInstance = (...argv: string[]): boolean =>
    app.emit('second-instance', electronEvent({}), argv, '/tmp', { open: argv.at(-1) });

  it('brings our window to the front and does nothing with its arguments', async () => {
    await started.start();
    const window = FakeBrowserWindow.latest;
    secondInstance('rekey', '--no-sandbox', 'app://rekey/#/evil', 'https://example.com');
    expect(window.done).toEqual(['load app://rekey/', 'show', 'focus']);
    window.isMinimizedNow = true;
    secondInstance('rekey');
    expect(window.done.slice(3)).toEqual(['restore', 'focus']);
    expect(FakeBrowserWindow.created).toHaveLength(1);
    expect(window.webContents.mainFrame.url).toBe('app://rekey/');
  });

  it('is no trouble while there is no window yet', async () => {
    const starting = started.start();
    secondInstance('rekey');
    await starting;
    expect(FakeBrowserWindow.latest.done).toEqual(['load app://rekey/', 'show']);
  });
});

describe('quitting', () => {
  it('waits until everything has stopped, however often it is asked for', async () => {
    await started.start();
    const window = FakeBrowserWindow.latest;
    app.quit();
    app.quit();
    app.quit();
    expect(app.hasQuit).toBe(false);
    expect(window.isDestroyed()).toBe(false);
    await vi.waitFor(() => {
      expect(app.hasQuit).toBe(true);
    });
    expect(window.isDestroyed()).toBe(true);
    // The three asked for, and one when all had stopped.
    expect(app.happened.filter((what) => what === 'quit')).toHaveLength(4);
    expect(FakeUtilityProcess.forked.map(({ kills }) => kills)).toEqual([1]);
    const lock = takeProfileLock(started.profileDir);
    expect(lock.kind).toBe('held');
    if (lock.kind === 'held') lock.release();
    expect(started.log).not.toContain('"level":"bug"');
  });

  it('follows from closing the window', async () => {
    await started.start();
    FakeBrowserWindow.latest.close();
    await vi.waitFor(() => {
      expect(app.hasQuit).toBe(true);
    });
  });

  it('does not follow from that on macOS, where the app opens its window again', async () => {
    onPlatform('darwin');
    await started.start();
    FakeBrowserWindow.latest.close();
    expect(app.happened).not.toContain('quit');
    app.emit('activate', electronEvent({}), false);
    app.emit('activate', electronEvent({}), true);
    expect(FakeBrowserWindow.created).toHaveLength(2);
    await vi.waitFor(() => {
      expect(FakeBrowserWindow.latest.done).toEqual(['load app://rekey/', 'show']);
    });
    expect(await started.value('settings.get', {})).toHaveProperty('revealSeconds');
  });
});

describe('a server that asks for a certificate of ours', () => {
  it('gets none, also when it was not a page that asked', async () => {
    await started.start();
    const event = electronEvent({});
    const answers: unknown[][] = [];
    app.emit('select-client-certificate', event, null, 'https://x', [{}], (...args: unknown[]) =>
      answers.push(args),
    );
    expect(event.defaultPrevented).toBe(true);
    expect(answers).toEqual([[]]);
  });
});
