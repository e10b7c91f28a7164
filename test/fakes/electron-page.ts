import { EventEmitter } from 'node:events';
import { runInNewContext } from 'node:vm';
import type { ContextBridge, IpcRenderer } from 'electron';
import { electronEvent } from './electron-app.ts';
import { ipcMain } from './electron-ipc.ts';
import type { FakeFrame, FakeWebContents } from './electron-window.ts';

/** `ipcRenderer` of one frame. */
class FakeIpcRenderer extends EventEmitter implements Pick<IpcRenderer, 'invoke'> {
  private readonly contents: FakeWebContents;
  private readonly frame: FakeFrame;

  constructor(contents: FakeWebContents, frame: FakeFrame) {
    super();
    this.contents = contents;
    this.frame = frame;
  }

  invoke(channel: string, ...args: unknown[]): Promise<unknown> {
    return ipcMain.receive(channel, args, { sender: this.contents, senderFrame: this.frame });
  }
}

type AnyFunction = (...args: unknown[]) => unknown;

/**
 * What crosses between the preload's world and the page's: data as copies, functions as stand-ins,
 * errors as their messages.
 */
function copyAcross(value: unknown): unknown {
  if (typeof value === 'function') return standIn(value as AnyFunction);
  if (value instanceof Promise || isThenable(value)) {
    return Promise.resolve(value as Promise<unknown>).then(copyAcross, (cause: unknown) => {
      throw messageOf(cause);
    });
  }
  if (Array.isArray(value)) return value.map(copyAcross);
  if (typeof value === 'object' && value !== null && isPlain(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copyAcross(item)]));
  }
  return structuredClone(value);
}

const isThenable = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'then' in value;

const isPlain = (value: object): boolean =>
  Object.prototype.toString.call(value) === '[object Object]';

const standIn =
  (original: AnyFunction): AnyFunction =>
  (...args) => {
    try {
      return copyAcross(original(...args.map(copyAcross)));
    } catch (cause) {
      throw messageOf(cause);
    }
  };

const messageOf = (cause: unknown): Error =>
  new Error(
    typeof cause === 'object' && cause !== null && 'message' in cause
      ? String(cause.message)
      : String(cause),
  );

function deepFreeze(value: unknown): void {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return;
  Object.freeze(value);
  for (const item of Object.values(value)) deepFreeze(item);
}

/** A page whose sandboxed preload has run: CommonJS, with nothing to require but `electron`. */
export class FakePage {
  /** What the preload put on `window`. */
  readonly exposed: Readonly<Record<string, unknown>>;
  /** Every module that the preload asked for. */
  readonly required: string[] = [];
  private readonly ipcRenderer: FakeIpcRenderer;

  constructor(contents: FakeWebContents, preloadCode: string, frame = contents.mainFrame) {
    const exposed: Record<string, unknown> = {};
    this.ipcRenderer = new FakeIpcRenderer(contents, frame);
    const contextBridge: Pick<ContextBridge, 'exposeInMainWorld'> = {
      exposeInMainWorld: (key, api) => {
        if (key in exposed) {
          throw new Error(`Cannot bind an API on top of an existing property on the window object`);
        }
        exposed[key] = copyAcross(api);
        deepFreeze(exposed[key]);
      },
    };
    const { ipcRenderer } = this;
    const runPreload = runInNewContext(
      `(function (require, exports, module) {${preloadCode}\n})`,
      {},
      { filename: 'preload.cjs' },
    ) as (require: (name: string) => unknown, exports: object, module: object) => void;
    const require = (name: string): unknown => {
      this.required.push(name);
      if (name !== 'electron') throw new Error(`module not found: ${name}`);
      return { contextBridge, ipcRenderer };
    };
    runPreload(require, {}, {});
    this.exposed = exposed;
  }

  /** Main sent something to this page. */
  receive(channel: string, args: readonly unknown[]): void {
    const event = electronEvent({ sender: this.ipcRenderer, ports: [] });
    this.ipcRenderer.emit(channel, event, ...structuredClone(args));
  }

  listenerCount(channel: string): number {
    return this.ipcRenderer.listenerCount(channel);
  }
}
