import { describe, expect, it } from 'vitest';
import { KeychainClient } from '../../../../../electron/platform/keychain/keychain-client.ts';
import { MemoryKeychain } from '../../../../../electron/platform/keychain/memory-keychain.ts';
import { FakeClock } from '../../../../fakes/fake-clock.ts';
import { FakeIdSource } from '../../../../fakes/fake-id-source.ts';
import { FakeKeychain } from '../../../../fakes/fake-keychain.ts';
import { describeKeychainContract } from '../../../../keychain/keychain-contract.ts';
import { RecordingLogger } from '../../../../keychain/recording-logger.ts';
import { ScriptedHelpers } from './scripted-helpers.ts';

const nothingToDispose = async (): Promise<void> => {};

describeKeychainContract('the fake keychain', async () => ({
  keychain: new FakeKeychain(),
  dispose: nothingToDispose,
}));

describeKeychainContract('the keychain of a session without one', async () => ({
  keychain: new MemoryKeychain(),
  dispose: nothingToDispose,
}));

describeKeychainContract('the client of the helper process', async () => ({
  keychain: new KeychainClient({
    launcher: new ScriptedHelpers(),
    clock: new FakeClock(),
    ids: new FakeIdSource(),
    logger: new RecordingLogger(),
    secrets: { registerSecret: () => undefined },
  }),
  dispose: nothingToDispose,
}));

describe('the keychain of a session without one', () => {
  it('keeps nothing when it is closed', async () => {
    const keychain = new MemoryKeychain();
    await keychain.write('v1/p/secret/a', 'RKCANARY in memory');
    await keychain.close();
    expect(await keychain.read('v1/p/secret/a')).toEqual({ kind: 'absent' });
  });
});

describe('the fake keychain', () => {
  it('fails at the planned call only, and counts every call', async () => {
    const keychain = new FakeKeychain();
    keychain.injectFault('write', { kind: 'fails', reason: 'denied' }, 2);
    expect(await keychain.write('a', 'RKCANARY-1')).toEqual({ kind: 'done' });
    expect(await keychain.write('b', 'RKCANARY-2')).toEqual({ kind: 'failed', reason: 'denied' });
    expect(await keychain.write('c', 'RKCANARY-3')).toEqual({ kind: 'done' });
    expect([...keychain.secretsByName.keys()]).toEqual(['a', 'c']);
    expect(keychain.calls).toEqual({ probe: 0, read: 0, write: 3, remove: 0 });
  });

  it('can store a value and still answer that it did not', async () => {
    const keychain = new FakeKeychain();
    keychain.injectFault('any', { kind: 'done-but-fails', reason: 'timed-out' });
    expect(await keychain.write('a', 'RKCANARY-1')).toEqual({
      kind: 'failed',
      reason: 'timed-out',
    });
    expect(await keychain.read('a')).toEqual({ kind: 'stored', secretValue: 'RKCANARY-1' });
  });

  it('can keep or answer another value', async () => {
    const keychain = new FakeKeychain();
    keychain.injectFault('write', { kind: 'keeps-other-value', secretValue: 'RKCANARY-x' });
    expect(await keychain.write('a', 'RKCANARY-1')).toEqual({ kind: 'failed', reason: 'mismatch' });
    keychain.injectFault('read', { kind: 'answers-other-value', secretValue: 'RKCANARY-y' });
    expect(await keychain.read('a')).toEqual({ kind: 'stored', secretValue: 'RKCANARY-y' });
    expect(await keychain.read('a')).toEqual({ kind: 'stored', secretValue: 'RKCANARY-x' });
  });

  it('is out of order until it is mended, and loses nothing by it', async () => {
    const keychain = new FakeKeychain({ secretsByName: new Map([['a', 'RKCANARY-1']]) });
    keychain.setOutage('locked');
    const refused = { kind: 'failed', reason: 'locked' };
    expect(await keychain.probe()).toEqual(refused);
    expect(await keychain.read('a')).toEqual(refused);
    expect(await keychain.write('b', 'RKCANARY-2')).toEqual(refused);
    expect(await keychain.remove('a')).toEqual(refused);
    keychain.setOutage(null);
    expect(await keychain.read('a')).toEqual({ kind: 'stored', secretValue: 'RKCANARY-1' });
  });

  it('answers late by the fake clock', async () => {
    const clock = new FakeClock();
    const keychain = new FakeKeychain({ clock });
    keychain.injectFault('read', { kind: 'slow', delayMs: 4_000 });
    let isAnswered = false;
    const reading = keychain.read('a').then((read) => {
      isAnswered = true;
      return read;
    });
    await clock.advanceAsync(3_999);
    expect(isAnswered).toBe(false);
    await clock.advanceAsync(1);
    expect(await reading).toEqual({ kind: 'absent' });
  });
});
