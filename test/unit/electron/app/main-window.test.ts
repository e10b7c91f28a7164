import { readFileSync, globSync } from 'node:fs';
import { join } from 'node:path';
import type { Session } from 'electron';
import { beforeEach, describe, expect, it } from 'vitest';
import { openMainWindow } from '../../../../electron/app/main-window.ts';
import { app, restartElectron, session } from '../../../fakes/electron-module.ts';
import type { FakeSession } from '../../../fakes/electron-session.ts';
import { FakeBrowserWindow } from '../../../fakes/electron-window.ts';

const rootDir = join(import.meta.dirname, '../../../..');
const preloadPath = '/opt/rekey/dist/preload/preload.cjs';
const untilLoaded = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

let pageSession: FakeSession;
let failures: unknown[];

beforeEach(() => {
  restartElectron();
  app.becomeReady();
  pageSession = session.fromPartition('rekey-ui');
  failures = [];
});

const open = (isPackaged: boolean): void => {
  openMainWindow({
    session: pageSession as unknown as Session,
    preloadPath,
    isPackaged,
    onLoadFailed: (cause) => failures.push(cause),
  });
};

describe('the main window', () => {
  it('is made with exactly these options', () => {
    open(true);
    expect(FakeBrowserWindow.created).toHaveLength(1);
    expect(FakeBrowserWindow.latest.options).toStrictEqual({
      width: 1280,
      height: 800,
      minWidth: 900,
      minHeight: 600,
      title: 'Rekey',
      show: false,
      autoHideMenuBar: true,
      webPreferences: {
        preload: preloadPath,
        session: pageSession,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webSecurity: true,
        allowRunningInsecureContent: false,
        experimentalFeatures: false,
        webviewTag: false,
        navigateOnDragDrop: false,
        spellcheck: false,
        plugins: false,
        devTools: false,
      },
    });
  });

  it('keeps its preferences from being changed afterwards', () => {
    open(true);
    expect(Object.isFrozen(FakeBrowserWindow.latest.options.webPreferences)).toBe(true);
  });

  it('has developer tools while developing only', () => {
    open(false);
    expect(FakeBrowserWindow.latest.options.webPreferences?.devTools).toBe(true);
  });

  it('loads our page and is shown when that has its first picture', async () => {
    pageSession.protocol.handle('app', () => new Response('page'));
    open(true);
    expect(FakeBrowserWindow.latest.done).toEqual(['load app://rekey/']);
    await untilLoaded();
    expect(FakeBrowserWindow.latest.done).toEqual(['load app://rekey/', 'show']);
    expect(failures).toEqual([]);
  });

  it('reports a page that cannot be loaded, and stays hidden', async () => {
    open(true);
    await untilLoaded();
    expect(failures).toEqual([new Error("ERR_FAILED (-2) loading 'app://rekey/'")]);
    expect(FakeBrowserWindow.latest.done).not.toContain('show');
  });

  it('takes being closed while it loads for no failure', async () => {
    open(true);
    FakeBrowserWindow.latest.close();
    await untilLoaded();
    expect(failures).toEqual([]);
  });

  it('is the only window in the sources, made in one place', () => {
    const made = globSync('electron/**/*.ts', { cwd: rootDir }).flatMap((path) =>
      [
        ...readFileSync(join(rootDir, path), 'utf8').matchAll(
          /new (?:BrowserWindow|BaseWindow|WebContentsView|BrowserView)\b/g,
        ),
      ].map(([text]) => `${path}: ${text}`),
    );
    expect(made).toEqual(['electron/app/main-window.ts: new BrowserWindow']);
  });
});
