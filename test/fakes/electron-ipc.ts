import { EventEmitter } from 'node:events';
import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import { electronEvent } from './electron-app.ts';

type Handler = Parameters<IpcMain['handle']>[1];

/** Who sends, as far as a handler may look at it. */
export interface FakeSender {
  readonly sender: { readonly id: number; readonly mainFrame: unknown };
  readonly senderFrame: unknown;
}

/** `ipcMain`: arguments and answers cross as structured clones, errors as texts. */
class FakeIpcMain extends EventEmitter implements Pick<IpcMain, 'handle' | 'removeHandler'> {
  readonly handlers = new Map<string, Handler>();

  handle(channel: string, listener: Handler): void {
    if (this.handlers.has(channel)) {
      throw new Error(`Attempted to register a second handler for '${channel}'`);
    }
    this.handlers.set(channel, listener);
  }

  removeHandler(channel: string): void {
    this.handlers.delete(channel);
  }

  /** A renderer's `invoke`, as it looks from there. */
  async receive(channel: string, args: readonly unknown[], from: FakeSender): Promise<unknown> {
    // Throws in the renderer for what cannot be cloned, before anything is sent.
    const sent: unknown[] = structuredClone([...args]);
    const event = { frameId: 1, processId: 1, type: 'frame' } satisfies Partial<IpcMainInvokeEvent>;
    // One assignment for both: a getter of the sender, as of a destroyed frame, stays a getter.
    const full = Object.defineProperties(
      electronEvent(event),
      Object.getOwnPropertyDescriptors(from),
    ) as unknown as IpcMainInvokeEvent;
    try {
      const handler = this.handlers.get(channel);
      if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
      return structuredClone((await handler(full, ...sent)) as unknown);
    } catch (cause) {
      throw new Error(`Error invoking remote method '${channel}': ${String(cause)}`);
    }
  }

  reset(): void {
    this.removeAllListeners();
    this.handlers.clear();
  }
}

export const ipcMain = new FakeIpcMain();
