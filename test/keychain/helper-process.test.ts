import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnRealKeyring } from './lane.ts';
import { PrivateKeyring } from './private-keyring.ts';
import { runDriver } from './run-driver.ts';

describeOnRealKeyring('A helper process that is killed', () => {
  let keyring: PrivateKeyring;

  beforeAll(async () => {
    keyring = await PrivateKeyring.start();
  });

  afterAll(async () => {
    await keyring.stop();
  });

  it('is replaced at the next call, again and again, and none is left over', async () => {
    const result = await runDriver('killed-helpers', keyring.env);
    expect(result).toMatchObject({ cycles: 60, wrongAnswers: 0, leakedProcesses: 0 });
    // The slowest one says more about who else uses the machine.
    expect(result.typicalNextCallMs).toBeLessThan(1_000);
    expect(keyring.strangers()).toEqual([]);
  });

  it('in the middle of a write loses nothing: what is called done is there', async () => {
    const { writes, writtenTwice, outcomes, wrongValues } = await runDriver(
      'killed-writes',
      keyring.env,
    );
    expect(writtenTwice).toBeGreaterThan(0);
    expect(outcomes).toEqual({ done: writes });
    expect(wrongValues).toBe(0);
    expect(keyring.strangers()).toEqual([]);
  });
});
