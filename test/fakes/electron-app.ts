import { EventEmitter } from 'node:events';
import type { App, Event } from 'electron';

/** An event as Electron's listeners get it. */
export function electronEvent<Params extends object>(params: Params): Event<Params> {
  const state = { isPrevented: false };
  return {
    ...params,
    preventDefault: () => {
      state.isPrevented = true;
    },
    get defaultPrevented() {
      return state.isPrevented;
    },
  };
}

type Surface = Pick<
  App,
  | 'enableSandbox'
  | 'exit'
  | 'getAppPath'
  | 'getPath'
  | 'getVersion'
  | 'isPackaged'
  | 'isReady'
  | 'quit'
  | 'requestSingleInstanceLock'
  | 'whenReady'
>;

interface Closable {
  close(): void;
}

/** Electron's `app`: what may be called when, and how quitting goes. */
class FakeApp extends EventEmitter implements Surface {
  isPackaged = false;
  hasLock = true;
  appPath = '/opt/rekey';
  userDataPath = '/home/person/.config/rekey';
  /** What happened so far, in order: for rules about "before ready". */
  readonly happened: string[] = [];
  readonly exitCodes: number[] = [];
  readonly openWindows = new Set<Closable>();
  hasQuit = false;
  private isQuitting = false;
  private ready = Promise.withResolvers<undefined>();

  enableSandbox(): void {
    if (this.isReady())
      throw new Error('app.enableSandbox() can only be called before app is ready');
    this.happened.push('enableSandbox');
  }

  requestSingleInstanceLock(): boolean {
    this.happened.push('requestSingleInstanceLock');
    return this.hasLock;
  }

  isReady(): boolean {
    return this.happened.includes('ready');
  }

  whenReady(): Promise<void> {
    return this.ready.promise;
  }

  getAppPath(): string {
    return this.appPath;
  }

  getPath(name: Parameters<App['getPath']>[0]): string {
    if (name !== 'userData') throw new Error(`The fake has no path "${name}"`);
    return this.userDataPath;
  }

  getVersion(): string {
    return '1.2.3';
  }

  exit(exitCode = 0): void {
    this.happened.push('exit');
    this.exitCodes.push(exitCode);
  }

  quit(): void {
    this.happened.push('quit');
    if (this.hasQuit) return;
    const event = electronEvent({});
    this.emit('before-quit', event);
    if (event.defaultPrevented) return;
    this.isQuitting = true;
    for (const window of [...this.openWindows]) window.close();
    this.hasQuit = true;
    this.emit('will-quit', electronEvent({}));
  }

  becomeReady(): void {
    this.happened.push('ready');
    this.ready.resolve(undefined);
    this.emit('ready', electronEvent({}), {});
  }

  windowClosed(window: Closable): void {
    this.openWindows.delete(window);
    if (this.openWindows.size === 0 && !this.isQuitting) this.emit('window-all-closed');
  }

  reset(): void {
    this.removeAllListeners();
    this.isPackaged = false;
    this.hasLock = true;
    this.hasQuit = false;
    this.isQuitting = false;
    this.happened.length = 0;
    this.exitCodes.length = 0;
    this.openWindows.clear();
    this.ready = Promise.withResolvers();
  }
}

export const app = new FakeApp();
