import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDispatch, type Handlers } from '../../../../electron/ipc/dispatch.ts';
import { registerElectronTransport } from '../../../../electron/ipc/electron-transport.ts';
import { appErrorSchema, fail, ok, type Result } from '../../../../shared/errors/app-error.ts';
import { commandNames } from '../../../../shared/ipc/channels.ts';
import { contract, type CommandName } from '../../../../shared/ipc/contract.ts';
import type { FakeSender } from '../../../fakes/electron-ipc.ts';
import { ipcMain, restartElectron } from '../../../fakes/electron-module.ts';
import { FakeFrame, FakeWebContents } from '../../../fakes/electron-window.ts';

const secretValue = 'sec-c-abcdeRKCANARY0123';

let contents: FakeWebContents;
let refused: string[];
let dispatched: { name: CommandName; raw: unknown }[];
let rejections: unknown[];
const remember = (cause: unknown): void => {
  rejections.push(cause);
};

beforeEach(() => {
  restartElectron();
  contents = new FakeWebContents();
  contents.mainFrame.url = 'app://rekey/#/keys';
  refused = [];
  dispatched = [];
  rejections = [];
  process.on('unhandledRejection', remember);
});

afterEach(() => {
  process.off('unhandledRejection', remember);
});

function register(dispatch: (name: CommandName, raw: unknown) => Promise<Result<unknown>>): void {
  registerElectronTransport({
    dispatch: (name, raw) => {
      dispatched.push({ name, raw });
      return dispatch(name, raw);
    },
    isOwnWindow: (id) => id === contents.id,
    onRefused: (name) => refused.push(name),
  });
}

const invoke = (channel: string, ...args: unknown[]): Promise<unknown> =>
  ipcMain.receive(channel, args, { sender: contents, senderFrame: contents.mainFrame });

describe('the Electron transport', () => {
  it('opens exactly the commands of the contract, and no other channel', () => {
    register(() => Promise.resolve(ok(null)));
    const commands = Object.entries(contract).filter(([, entry]) => entry.kind === 'command');
    expect([...ipcMain.handlers.keys()]).toEqual(commandNames);
    expect([...ipcMain.handlers.keys()].sort()).toEqual(commands.map(([name]) => name).sort());
    expect(ipcMain.eventNames()).toEqual([]);
  });

  it('hands a command and its first argument on, and the answer back', async () => {
    register((name) => Promise.resolve(ok({ of: name })));
    expect(await invoke('keys.get', { keyId: '1' }, 'more')).toEqual(ok({ of: 'keys.get' }));
    expect(dispatched).toEqual([{ name: 'keys.get', raw: { keyId: '1' } }]);
  });

  it('knows no command beside those of the contract', async () => {
    register(() => Promise.resolve(ok(null)));
    await expect(invoke('keys.steal', {})).rejects.toThrow(
      "No handler registered for 'keys.steal'",
    );
  });

  const disposed = Object.defineProperty({}, 'parent', {
    get: () => {
      throw new Error('Render frame was disposed');
    },
  });
  /** The main frame of our window, and whatever it shows. */
  const showing = (url: string) => (): FakeSender => {
    const frame = Object.assign(new FakeFrame(), { url });
    return { sender: { id: contents.id, mainFrame: frame }, senderFrame: frame };
  };
  it.each<readonly [who: string, from: () => FakeSender]>([
    ['a frame that is gone', () => ({ sender: contents, senderFrame: null })],
    ['a destroyed frame', () => ({ sender: contents, senderFrame: disposed })],
    [
      'a frame within the page',
      () => ({
        sender: contents,
        senderFrame: Object.assign(new FakeFrame(contents.mainFrame), { url: 'app://rekey/' }),
      }),
    ],
    [
      'another window on our page',
      () => {
        const other = new FakeWebContents();
        other.mainFrame.url = 'app://rekey/';
        return { sender: other, senderFrame: other.mainFrame };
      },
    ],
    ['our window on another host', showing('app://rekey.evil/')],
    ['our window on our host in capitals', showing('app://REKEY/')],
    ['our window on about:blank', showing('about:blank')],
    ['our window on data:', showing('data:text/html,x')],
    ['our window on nothing', showing('')],
  ])('refuses every command of %s, and dispatches none', async (_who, from) => {
    register(() => Promise.resolve(ok(secretValue)));
    for (const name of commandNames) {
      await expect(ipcMain.receive(name, [{}], from())).rejects.toThrow(
        new RegExp(`^Error invoking remote method '${name}': Error: Refused$`),
      );
    }
    expect(refused).toEqual(commandNames);
    expect(dispatched).toEqual([]);
  });

  it('passes nothing of a failure on but the closed set of errors', async () => {
    register(
      createDispatch(
        {
          'settings.get': () => {
            throw new Error(secretValue);
          },
        } as unknown as Handlers,
        () => 'bug-1',
      ),
    );
    expect(await invoke('settings.get', {})).toEqual(
      fail({ kind: 'unexpected', reference: 'bug-1' }),
    );
  });

  it('stands 50,000 random calls: each is answered, none reaches a handler with wrong input', async () => {
    let handled = 0;
    const handlers = Object.fromEntries(
      commandNames.map((name) => [
        name,
        (input: unknown) => {
          handled += 1;
          if (!contract[name].input.safeParse(input).success) throw new Error(name);
          return fail({ kind: 'locked' });
        },
      ]),
    ) as unknown as Handlers;
    const bugs: unknown[] = [];
    register(createDispatch(handlers, (_name, cause) => `bug-${String(bugs.push(cause))}`));
    const anyInput = fc.oneof(
      fc.anything({ maxDepth: 3, withBigInt: true, withDate: true, withMap: true, withSet: true }),
      fc.jsonValue(),
      fc.constantFrom<unknown>({}, null, undefined, [], { __proto__: null, id: 1 }),
      fc.dictionary(
        fc.constantFrom(
          'keyId',
          'partId',
          'connectionId',
          'fileId',
          'offset',
          'limit',
          '__proto__',
        ),
        fc.oneof(fc.jsonValue(), fc.constant('01ARZ3NDEKTSV4RRFFQ69G5FAV'), fc.nat()),
      ),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...commandNames),
        fc.array(anyInput, { maxLength: 2 }),
        async (name, args) => {
          const answer = (await invoke(name, ...args)) as Result<unknown>;
          if (answer.ok) throw new Error('No handler here succeeds');
          appErrorSchema.parse(answer.error);
        },
      ),
      { numRuns: 50_000 },
    );
    expect(handled).toBeGreaterThan(100);
    expect(dispatched.length).toBe(50_000);
    expect(refused).toEqual([]);
    expect(bugs).toEqual([]);
    await new Promise((resolve) => setImmediate(resolve));
    expect(rejections).toEqual([]);
  }, 60_000);
});
