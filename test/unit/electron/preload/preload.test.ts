import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { commandNames, eventNames } from '../../../../shared/ipc/channels.ts';
import { ipcMain, restartElectron } from '../../../fakes/electron-module.ts';
import { FakePage } from '../../../fakes/electron-page.ts';
import { buildPreload, type PreloadBundle } from '../../../fakes/electron-preload-bundle.ts';
import { FakeWebContents } from '../../../fakes/electron-window.ts';

interface ExposedBridge {
  invoke(name: unknown, input: unknown): Promise<unknown>;
  subscribe(name: unknown, listener: (...args: unknown[]) => void): () => void;
}

let bundle: PreloadBundle;

beforeAll(async () => {
  bundle = await buildPreload();
}, 60_000);

afterAll(() => {
  bundle.remove();
});

afterEach(restartElectron);

function openPage(): { page: FakePage; contents: FakeWebContents; bridge: ExposedBridge } {
  const contents = new FakeWebContents();
  const page = new FakePage(contents, bundle.code);
  contents.page = page;
  return { page, contents, bridge: page.exposed['bridge'] as ExposedBridge };
}

describe('the bundled preload', () => {
  it('is one small CommonJS file that needs electron and nothing else', () => {
    expect(bundle.fileNames).toEqual(['preload.cjs']);
    expect(bundle.externals).toEqual(['electron']);
    // As a statement or a call; a command may be called `import-…`.
    expect(bundle.code).not.toMatch(/\bimport\b(?!-)/);
    // The names of the contract are most of it.
    expect(Buffer.byteLength(bundle.code)).toBeLessThanOrEqual(3_072);
  });

  it('asks the sandbox for electron only', () => {
    expect(openPage().page.required).toEqual(['electron']);
  });

  it('gives the page one frozen object with two functions', () => {
    const { page, bridge } = openPage();
    expect(Object.keys(page.exposed)).toEqual(['bridge']);
    expect(Object.keys(bridge)).toEqual(['invoke', 'subscribe']);
    expect(Object.values(bridge).map((member) => typeof member)).toEqual(['function', 'function']);
    expect(Object.isFrozen(bridge)).toBe(true);
    expect(Object.isFrozen(bridge.invoke)).toBe(true);
  });

  it('hands every command of the contract on under its own name', async () => {
    const { bridge } = openPage();
    const received: unknown[] = [];
    for (const name of commandNames) {
      ipcMain.handle(name, (_event, ...args: unknown[]) => {
        received.push([name, args]);
        return { ok: true, value: name };
      });
      expect(await bridge.invoke(name, { of: name })).toEqual({ ok: true, value: name });
    }
    expect(received).toEqual(commandNames.map((name) => [name, [{ of: name }]]));
  });

  it.each([
    ['app.stat'],
    ['APP.STATUS'],
    ['electron-store-get-data'],
    ['keys.changed'],
    ['__proto__'],
    ['toString'],
    [''],
    [undefined],
    [null],
    [['app.status']],
    [{ toString: 'app.status' }],
  ])('refuses the command %j without sending it', async (name) => {
    const { bridge } = openPage();
    let calls = 0;
    ipcMain.handle('app.status', () => (calls += 1));
    ipcMain.handle('app.stat', () => (calls += 1));
    await expect(bridge.invoke(name, {})).rejects.toThrow('Unknown command');
    expect(calls).toBe(0);
  });

  it.each([['app.status'], ['keys.change'], ['__proto__'], [''], [undefined]])(
    'refuses to listen to %j',
    (name) => {
      const { bridge, page } = openPage();
      expect(() => bridge.subscribe(name, () => undefined)).toThrow('Unknown event');
      expect(page.listenerCount(String(name))).toBe(0);
    },
  );

  it('gives listeners the payload alone, never the event with its sender', () => {
    const { bridge, contents } = openPage();
    const heard: unknown[][] = [];
    for (const name of eventNames) bridge.subscribe(name, (...args) => heard.push(args));
    for (const name of eventNames) contents.send(name, { about: name }, { more: true });
    expect(heard).toEqual(eventNames.map((name) => [{ about: name }]));
  });

  it('stops listening when undone, for that listener only', () => {
    const { bridge, contents, page } = openPage();
    const heard: string[] = [];
    const undo = bridge.subscribe('keys.changed', () => heard.push('first'));
    bridge.subscribe('keys.changed', () => heard.push('second'));
    undo();
    undo();
    contents.send('keys.changed', {});
    expect(heard).toEqual(['second']);
    expect(page.listenerCount('keys.changed')).toBe(1);
  });

  it('hands on of a failure no more than its text', async () => {
    const { bridge } = openPage();
    ipcMain.handle('app.status', () => {
      throw new Error('Refused', { cause: 'more than the page may know' });
    });
    await expect(bridge.invoke('app.status', {})).rejects.toThrow(
      /^Error invoking remote method 'app\.status': Error: Refused$/,
    );
  });
});
