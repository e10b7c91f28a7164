import { beforeEach, describe, expect, it } from 'vitest';
import { UtilityHelperLauncher } from '../../../../../electron/platform/electron/utility-helper-process.ts';
import type { HelperProcess } from '../../../../../electron/services/ports/helper-process.ts';
import { app, restartElectron } from '../../../../fakes/electron-module.ts';
import { FakeUtilityProcess } from '../../../../fakes/electron-utility-process.ts';

const entryPath = '/opt/rekey/resources/app.asar/dist/main/keychain-helper.js';

beforeEach(() => {
  restartElectron();
  app.becomeReady();
});

function launch(): { helper: HelperProcess; child: FakeUtilityProcess; exits: () => number } {
  const helper = new UtilityHelperLauncher({ 'keychain-helper': entryPath }).launch(
    'keychain-helper',
  );
  let exits = 0;
  helper.onExit(() => (exits += 1));
  return { helper, child: FakeUtilityProcess.forked[0]!, exits: () => exits };
}
const moment = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const spawned = async (): Promise<void> => {
  await moment();
  await moment();
  await moment();
};

describe('a helper as a utility process', () => {
  it('runs the bundled helper, with nothing to say to our own output', () => {
    const { child } = launch();
    expect(FakeUtilityProcess.forked).toHaveLength(1);
    expect(child.modulePath).toBe(entryPath);
    expect(child.args).toEqual([]);
    expect(child.options).toStrictEqual({ serviceName: 'Rekey keychain-helper', stdio: 'ignore' });
  });

  it('takes messages from before it is there, and gives the answers', async () => {
    FakeUtilityProcess.answer = (message) => ({ answerTo: message });
    const { helper } = launch();
    const heard: unknown[] = [];
    helper.onMessage((message) => heard.push(message));
    helper.send({ id: 1 });
    expect(heard).toEqual([]);
    await spawned();
    expect(heard).toEqual([{ answerTo: { id: 1 } }]);
  });

  it('tells once that it ended by itself', async () => {
    const { child, exits } = launch();
    await spawned();
    child.end(1);
    await moment();
    expect(exits()).toBe(1);
  });

  it('is ended by a kill', async () => {
    const { helper, child, exits } = launch();
    await spawned();
    helper.kill();
    await moment();
    expect(exits()).toBe(1);
    expect(child.kills).toBe(1);
  });

  it('is ended by a kill that comes before it is there', async () => {
    const { helper, exits } = launch();
    helper.kill();
    expect(exits()).toBe(0);
    await spawned();
    expect(exits()).toBe(1);
  });

  it('may be killed and written to when it is gone', async () => {
    const { helper, child, exits } = launch();
    await spawned();
    child.end(0);
    await moment();
    helper.kill();
    helper.send({ id: 2 });
    await spawned();
    expect(exits()).toBe(1);
  });

  it('takes a fatal error in the child for what it is: the announcement of its end', async () => {
    const { child, exits } = launch();
    await spawned();
    child.emit('error', 'FatalError', 'v8', '{}');
    child.end(133);
    await moment();
    expect(exits()).toBe(1);
  });
});
