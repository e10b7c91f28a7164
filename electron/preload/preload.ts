import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import { commandNames, eventNames } from '../../shared/ipc/channels.ts';

const commands: ReadonlySet<string> = new Set(commandNames);
const events: ReadonlySet<string> = new Set(eventNames);

/** Exactly two functions, for exactly the contract's names. Typed as `Bridge` on the other side. */
contextBridge.exposeInMainWorld('bridge', {
  invoke: (name: string, input: unknown): Promise<unknown> =>
    commands.has(name)
      ? ipcRenderer.invoke(name, input)
      : Promise.reject(new Error('Unknown command')),

  subscribe: (name: string, listener: (payload: unknown) => void): (() => void) => {
    if (!events.has(name)) throw new Error('Unknown event');
    // The event object stays here: it would hand the sender to the page.
    const forward = (_event: IpcRendererEvent, payload: unknown): void => {
      listener(payload);
    };
    ipcRenderer.on(name, forward);
    return () => {
      ipcRenderer.removeListener(name, forward);
    };
  },
});
