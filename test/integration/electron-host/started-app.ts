import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { runApp } from '../../../electron/app/lifecycle.ts';
import {
  helperRequestSchema,
  type HelperReply,
} from '../../../electron/platform/keychain/keychain-protocol.ts';
import type { Bridge } from '../../../shared/ipc/bridge.ts';
import type { CommandName, Input, Output } from '../../../shared/ipc/contract.ts';
import { app, dialog, restartElectron } from '../../fakes/electron-module.ts';
import { FakeUtilityProcess } from '../../fakes/electron-utility-process.ts';
import { FakeBrowserWindow } from '../../fakes/electron-window.ts';

/** The whole app on the fake Electron: real services, real profile, a keychain in the fake child. */
export class StartedApp {
  readonly secretsByName = new Map<string, string>();
  private readonly rootDir: string;

  constructor(preloadPath: string) {
    restartElectron();
    this.rootDir = mkdtempSync(join(tmpdir(), 'rekey-electron-'));
    app.appPath = join(this.rootDir, 'app');
    app.userDataPath = join(this.rootDir, 'user-data');
    const distDir = join(app.appPath, 'dist');
    mkdirSync(join(distDir, 'preload'), { recursive: true });
    mkdirSync(join(distDir, 'renderer'));
    copyFileSync(preloadPath, join(distDir, 'preload', 'preload.cjs'));
    writeFileSync(join(distDir, 'renderer', 'index.html'), '<!doctype html><title>Rekey</title>');
    FakeUtilityProcess.answer = (message) => this.answerAsKeychain(message);
  }

  get rendererDir(): string {
    return join(app.appPath, 'dist', 'renderer');
  }

  get profileDir(): string {
    return join(app.userDataPath, 'profile');
  }

  /** What was logged so far; there is no file before the first line. */
  get log(): string {
    const path = join(this.profileDir, 'logs', 'rekey.log');
    return existsSync(path) ? readFileSync(path, 'utf8') : '';
  }

  /** Until the window is shown, or until the app has said why not. */
  async start(): Promise<void> {
    runApp();
    app.becomeReady();
    await vi.waitFor(() => {
      const isShown = FakeBrowserWindow.created.at(-1)?.done.includes('show') === true;
      if (!isShown && dialog.errorBoxes.length === 0) throw new Error('Still starting');
    }, 10_000);
  }

  get bridge(): Bridge {
    const bridge = FakeBrowserWindow.latest.webContents.page?.exposed['bridge'];
    if (bridge === undefined) throw new Error('The page has no bridge');
    return bridge as Bridge;
  }

  /** What the command answers; it has to succeed. */
  async value<N extends CommandName>(name: N, input: Input<N>): Promise<Output<N>> {
    const result = await this.bridge.invoke(name, input);
    if (!result.ok) throw new Error(`${name}: ${JSON.stringify(result.error)}`);
    return result.value;
  }

  /** As a person quits, and what is on disk goes. */
  async end(): Promise<void> {
    app.quit();
    await vi.waitFor(() => {
      if (!app.hasQuit) throw new Error('Still quitting');
    }, 10_000);
    rmSync(this.rootDir, { recursive: true, force: true });
  }

  private answerAsKeychain(message: unknown): HelperReply {
    const request = helperRequestSchema.parse(message);
    const { id, name } = request;
    switch (request.operation) {
      case 'read':
        return { id, kind: 'value', secretValue: this.secretsByName.get(name) ?? null };
      case 'write':
        this.secretsByName.set(name, request.secretValue);
        return { id, kind: 'written' };
      case 'remove':
        return { id, kind: 'removed', wasThere: this.secretsByName.delete(name) };
    }
  }
}
