import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { childEnvironment } from '../../../../../electron/platform/node/child-environment.ts';
import { ForkHelperProcessLauncher } from '../../../../../electron/platform/node/fork-helper-process.ts';
import type { HelperProcess } from '../../../../../electron/services/ports/helper-process.ts';

/** No bus: the library refuses at once, which is an answer like any other. */
const launch = (): HelperProcess =>
  new ForkHelperProcessLauncher({ PATH: process.env['PATH'], HOME: '/nonexistent' }).launch(
    'keychain-helper',
  );

const nextMessage = (helper: HelperProcess): Promise<unknown> =>
  new Promise((resolve) => {
    helper.onMessage(resolve);
  });

const exit = (helper: HelperProcess): Promise<void> =>
  new Promise((resolve) => {
    helper.onExit(resolve);
  });

describe('a forked helper', () => {
  it('answers a request with its id, and ends when it is killed', async () => {
    const helper = launch();
    const answer = nextMessage(helper);
    helper.send({ id: 7, operation: 'read', service: 'rekey', name: 'v1/p/secret/a' });
    expect(await answer).toMatchObject({ id: 7, kind: 'failed' });
    const gone = exit(helper);
    helper.kill();
    await gone;
  });

  it('ignores what is not a request, and what comes after its end is harmless', async () => {
    const helper = launch();
    const answer = nextMessage(helper);
    helper.send('hello');
    helper.send({ hello: 'there' });
    helper.send({ id: 1, operation: 'remove', service: 'rekey', name: 'v1/p/secret/a' });
    expect(await answer).toMatchObject({ id: 1 });
    helper.kill();
    await exit(helper);
    helper.send({ id: 2, operation: 'read', service: 'rekey', name: 'v1/p/secret/a' });
    helper.kill();
    // Who asks late is told too.
    await exit(helper);
  });
});

/** As Electron's utilityProcess presents itself: `parentPort`, whose messages are events. */
const parentPort = `
  process.parentPort = {
    on: (_event, listener) => process.on('message', (data) => listener({ data })),
    postMessage: (message) => process.send({ throughParentPort: message }),
  };`;

describe('the helper in a utility process', () => {
  it('listens and answers at the parent port', async () => {
    const helperPath = fileURLToPath(
      new URL('../../../../../electron/platform/keychain/helper.ts', import.meta.url),
    );
    const child = fork(helperPath, {
      env: { PATH: process.env['PATH'], HOME: '/nonexistent' },
      execArgv: ['--import', `data:text/javascript,${encodeURIComponent(parentPort)}`],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const answer = once(child, 'message');
    child.send({ id: 3, operation: 'read', service: 'rekey', name: 'v1/p/secret/a' });
    expect(await answer).toMatchObject([
      { throughParentPort: { id: 3, kind: 'failed' } },
      undefined,
    ]);
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  });
});

describe('the environment of a child', () => {
  it('has no variable that changes what runs or whom it trusts', () => {
    const kept = {
      PATH: '/bin',
      HOME: '/h',
      DBUS_SESSION_BUS_ADDRESS: 'unix:path=/b',
      DISPLAY: ':0',
    };
    expect(
      childEnvironment({
        ...kept,
        NODE_OPTIONS: '--inspect',
        NODE_EXTRA_CA_CERTS: '/x',
        NODE_TLS_REJECT_UNAUTHORIZED: '0',
        ELECTRON_RUN_AS_NODE: '1',
        LD_PRELOAD: '/x.so',
        LD_LIBRARY_PATH: '/x',
        DYLD_INSERT_LIBRARIES: '/x',
        SSLKEYLOGFILE: '/x',
        BASH_ENV: '/x',
      }),
    ).toEqual(kept);
  });
});
