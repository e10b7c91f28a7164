import { beforeEach, describe, expect, it } from 'vitest';
import {
  KEYCHAIN_SERVICE,
  KeychainClient,
} from '../../../../../electron/platform/keychain/keychain-client.ts';
import type { HelperRequest } from '../../../../../electron/platform/keychain/keychain-protocol.ts';
import { FakeClock } from '../../../../fakes/fake-clock.ts';
import { FakeIdSource } from '../../../../fakes/fake-id-source.ts';
import { RecordingLogger } from '../../../../keychain/recording-logger.ts';
import { type Script, ScriptedHelpers } from './scripted-helpers.ts';

const name = 'v1/profile/secret/part';
const secretValue = 'sec-c-abcdeRKCANARY00ff';

let clock: FakeClock;
let helpers: ScriptedHelpers;
let logger: RecordingLogger;
let registered: string[];
let keychain: KeychainClient;

beforeEach(() => {
  clock = new FakeClock();
  helpers = new ScriptedHelpers();
  logger = new RecordingLogger();
  registered = [];
  keychain = new KeychainClient({
    launcher: helpers,
    clock,
    ids: new FakeIdSource(),
    logger,
    secrets: { registerSecret: (liveSecret) => registered.push(liveSecret) },
  });
});

/** Applies the script to the first requests of this kind, and none to later ones. */
function scriptFirst(operation: HelperRequest['operation'], script: Script, times = 1): void {
  let left = times;
  helpers.rule = (request) => {
    if (request.operation !== operation || left === 0) return null;
    left -= 1;
    return script;
  };
}

const failing = (id: number, reason: string): Script => ({
  kind: 'replies',
  reply: { id, kind: 'failed', reason, text: `text of ${reason}` },
});

describe('reading', () => {
  it('starts one helper, with the first request, and keeps it', async () => {
    expect(helpers.helpers).toHaveLength(0);
    helpers.secretsByName.set(name, secretValue);
    await keychain.read(name, 'background');
    await keychain.read(name, 'background');
    expect(helpers.helpers).toHaveLength(1);
    expect(helpers.requests[0]).toEqual({ id: 1, operation: 'read', service: 'rekey', name });
    expect(KEYCHAIN_SERVICE).toBe('rekey');
  });

  it('believes "absent" only after the keychain has stored, shown and removed a probe', async () => {
    expect(await keychain.read(name, 'background')).toEqual({ kind: 'absent' });
    expect(helpers.operations()).toEqual(['read', 'write', 'read', 'remove', 'read']);
    expect(helpers.secretsByName.size).toBe(0);
  });

  it('passes on why the probe failed instead of "absent"', async () => {
    helpers.rule = ({ id, operation }) =>
      operation === 'write' ? failing(id, 'no-collection') : null;
    expect(await keychain.read(name, 'background')).toEqual({
      kind: 'failed',
      reason: 'no-collection',
    });
  });

  it('asks a second helper when the first one dies, and no third', async () => {
    helpers.secretsByName.set(name, secretValue);
    scriptFirst('read', { kind: 'dies-before' });
    expect(await keychain.read(name, 'background')).toEqual({ kind: 'stored', secretValue });
    expect(helpers.helpers).toHaveLength(2);
    scriptFirst('read', { kind: 'dies-before' }, 2);
    expect(await keychain.read(name, 'background')).toEqual({ kind: 'failed', reason: 'other' });
    expect(helpers.helpers).toHaveLength(3);
    expect(logger.texts).toEqual(['the helper process ended']);
  });

  it('makes every value that passes known to the redaction', async () => {
    helpers.secretsByName.set(name, secretValue);
    await keychain.read(name, 'background');
    await keychain.write('v1/profile/secret/other', 'RKCANARY-other', 'background');
    expect(registered).toEqual([secretValue, 'RKCANARY-other']);
  });
});

describe('deadlines', () => {
  it.each([
    ['background', 5_000],
    ['interactive', 120_000],
  ] as const)(
    'of a %s request end after %i ms and kill the helper',
    async (patience, deadlineMs) => {
      helpers.rule = () => ({ kind: 'silent' });
      const reading = keychain.read(name, patience);
      await clock.advanceAsync(deadlineMs - 1);
      expect(helpers.aliveCount).toBe(1);
      await clock.advanceAsync(1);
      expect(await reading).toEqual({ kind: 'failed', reason: 'timed-out' });
      expect(helpers.aliveCount).toBe(0);
      expect(clock.pendingTimers).toBe(0);
    },
  );

  it('are followed by a fresh helper that works', async () => {
    helpers.secretsByName.set(name, secretValue);
    scriptFirst('read', { kind: 'silent' });
    const hung = keychain.read(name, 'background');
    await clock.advanceAsync(5_000);
    await hung;
    expect(await keychain.read(name, 'background')).toEqual({ kind: 'stored', secretValue });
    expect(helpers.helpers).toHaveLength(2);
  });

  it('of the background do not interrupt a person who is typing the password', async () => {
    helpers.secretsByName.set(name, secretValue);
    helpers.rule = (_request, helperNumber) => (helperNumber === 1 ? { kind: 'silent' } : null);
    const interactive = keychain.read(name, 'interactive');
    const background = keychain.read(name, 'background');
    await clock.advanceAsync(5_000);
    expect(await background).toEqual({ kind: 'failed', reason: 'timed-out' });
    expect(helpers.helpers[0]?.isAlive).toBe(true);
    // New requests do not queue behind the dialog.
    expect(await keychain.read(name, 'background')).toEqual({ kind: 'stored', secretValue });
    helpers.helpers[0]?.emit({ id: 1, kind: 'value', secretValue });
    expect(await interactive).toEqual({ kind: 'stored', secretValue });
    await clock.advanceAsync(0);
    expect(helpers.helpers.map(({ isAlive }) => isAlive)).toEqual([false, true]);
  });

  it('make an answer that comes later worthless', async () => {
    helpers.rule = () => ({ kind: 'silent' });
    const reading = keychain.read(name, 'background');
    await clock.advanceAsync(5_000);
    helpers.helpers[0]?.emit({ id: 1, kind: 'value', secretValue });
    expect(await reading).toEqual({ kind: 'failed', reason: 'timed-out' });
  });
});

describe('writing', () => {
  it('sets, reads back and compares', async () => {
    expect(await keychain.write(name, secretValue, 'background')).toEqual({ kind: 'done' });
    expect(helpers.operations()).toEqual(['write', 'read']);
  });

  it('asks nobody when the value is too long', async () => {
    expect(await keychain.write(name, 'x'.repeat(1_201), 'background')).toEqual({
      kind: 'failed',
      reason: 'too-large',
    });
    expect(helpers.helpers).toHaveLength(0);
  });

  it.each([
    ['another value', 'sec-c-abcdeRKCANARY00fe'],
    ['a longer value', `${secretValue}0`],
    ['nothing', null],
  ])('notices that the keychain holds %s', async (_what, otherSecret) => {
    helpers.rule = ({ id, operation }) =>
      operation === 'read'
        ? { kind: 'replies', reply: { id, kind: 'value', secretValue: otherSecret } }
        : null;
    expect(await keychain.write(name, secretValue, 'background')).toEqual({
      kind: 'failed',
      reason: 'mismatch',
    });
  });

  it('tells a lone surrogate from the replacement character that UTF-8 makes of it', async () => {
    helpers.rule = ({ id, operation }) =>
      operation === 'read'
        ? { kind: 'replies', reply: { id, kind: 'value', secretValue: 'RKCANARY\ufffd' } }
        : null;
    expect(await keychain.write(name, 'RKCANARY\ud800', 'background')).toEqual({
      kind: 'failed',
      reason: 'mismatch',
    });
  });

  it('is done when the helper died after it had stored the value', async () => {
    scriptFirst('write', { kind: 'dies-after' });
    expect(await keychain.write(name, secretValue, 'background')).toEqual({ kind: 'done' });
    expect(helpers.operations()).toEqual(['write', 'read']);
  });

  it('writes again when the helper died before it had stored the value', async () => {
    scriptFirst('write', { kind: 'dies-before' });
    expect(await keychain.write(name, secretValue, 'background')).toEqual({ kind: 'done' });
    expect(helpers.operations()).toEqual(['write', 'read', 'write', 'read']);
  });

  it('fails when two helpers died of it', async () => {
    scriptFirst('write', { kind: 'dies-before' }, 2);
    expect(await keychain.write(name, secretValue, 'background')).toEqual({
      kind: 'failed',
      reason: 'other',
    });
    expect(helpers.secretsByName.size).toBe(0);
  });

  it('is done when the deadline passed but reading back finds the value', async () => {
    scriptFirst('write', { kind: 'does-it-silently' });
    const writing = keychain.write(name, secretValue, 'background');
    await clock.advanceAsync(5_000);
    expect(await writing).toEqual({ kind: 'done' });
    expect(helpers.operations()).toEqual(['write', 'read']);
    expect(helpers.helpers.map(({ isAlive }) => isAlive)).toEqual([false, true]);
  });

  it('has timed out, and is not repeated, when reading back finds nothing', async () => {
    scriptFirst('write', { kind: 'silent' });
    const writing = keychain.write(name, secretValue, 'background');
    await clock.advanceAsync(5_000);
    expect(await writing).toEqual({ kind: 'failed', reason: 'timed-out' });
    expect(helpers.operations()).toEqual(['write', 'read']);
  });

  it('reads back too when the library itself gave up waiting', async () => {
    helpers.rule = (request) => {
      if (request.operation !== 'write') return null;
      helpers.perform(request);
      return failing(request.id, 'timed-out');
    };
    expect(await keychain.write(name, secretValue, 'background')).toEqual({ kind: 'done' });
  });

  it.each(['locked', 'denied', 'no-bus', 'no-service', 'no-collection', 'other'] as const)(
    'passes "%s" on and logs the text of the library',
    async (reason) => {
      helpers.rule = ({ id }) => failing(id, reason);
      expect(await keychain.write(name, secretValue, 'background')).toEqual({
        kind: 'failed',
        reason,
      });
      expect(logger.entries).toEqual([
        {
          event: 'keychain-failed',
          fields: { operation: 'write', reason, text: `text of ${reason}` },
        },
      ]);
    },
  );
});

describe('removing', () => {
  it('believes "was not there" only from a keychain that stores', async () => {
    expect(await keychain.remove(name, 'background')).toEqual({ kind: 'done' });
    expect(helpers.operations()).toEqual(['remove', 'write', 'read', 'remove']);
    helpers.rule = ({ id, operation }) => (operation === 'write' ? failing(id, 'locked') : null);
    expect(await keychain.remove(name, 'background')).toEqual({ kind: 'failed', reason: 'locked' });
  });

  it('is repeated when the helper died, because removing twice is harmless', async () => {
    helpers.secretsByName.set(name, secretValue);
    scriptFirst('remove', { kind: 'dies-after' });
    expect(await keychain.remove(name, 'background')).toEqual({ kind: 'done' });
    expect(helpers.secretsByName.has(name)).toBe(false);
  });
});

describe('the probe', () => {
  it('leaves nothing behind', async () => {
    expect(await keychain.probe()).toEqual({ kind: 'done' });
    expect(helpers.secretsByName.size).toBe(0);
    expect(registered).toEqual([]);
  });

  it('fails when its item cannot be removed', async () => {
    helpers.rule = ({ id, operation }) => (operation === 'remove' ? failing(id, 'denied') : null);
    expect(await keychain.probe('interactive')).toEqual({ kind: 'failed', reason: 'denied' });
  });
});

describe('the protocol', () => {
  it.each([
    ['no object', 'hello'],
    ['an unknown kind', { id: 1, kind: 'surprise' }],
    ['an unknown reason', { id: 1, kind: 'failed', reason: 'tired', text: '' }],
    ['a field too many', { id: 1, kind: 'written', extra: true }],
  ])('kills a helper that answers with %s', async (_what, reply) => {
    helpers.rule = (_request, helperNumber) =>
      helperNumber === 1 ? { kind: 'replies', reply } : null;
    expect(await keychain.read(name, 'background')).toEqual({ kind: 'absent' });
    expect(helpers.helpers[0]?.isAlive).toBe(false);
  });

  it('takes an answer of the wrong kind for a failure', async () => {
    helpers.rule = ({ id }) => ({ kind: 'replies', reply: { id, kind: 'written' } });
    expect(await keychain.read(name, 'background')).toEqual({ kind: 'failed', reason: 'other' });
    expect(logger.texts).toEqual(['the helper answered with written']);
  });

  it('pairs answers with requests in any order', async () => {
    helpers.rule = () => ({ kind: 'silent' });
    const first = keychain.read('v1/a', 'background');
    const second = keychain.read('v1/b', 'background');
    await clock.advanceAsync(0);
    helpers.helpers[0]?.emit({ id: 2, kind: 'value', secretValue: 'RKCANARY-b' });
    helpers.helpers[0]?.emit({ id: 1, kind: 'value', secretValue: 'RKCANARY-a' });
    expect(await first).toEqual({ kind: 'stored', secretValue: 'RKCANARY-a' });
    expect(await second).toEqual({ kind: 'stored', secretValue: 'RKCANARY-b' });
  });
});

describe('closing', () => {
  it('ends the helper and every open request, and starts nothing again', async () => {
    helpers.rule = () => ({ kind: 'silent' });
    const reading = keychain.read(name, 'interactive');
    await clock.advanceAsync(0);
    await keychain.close();
    expect(await reading).toEqual({ kind: 'failed', reason: 'other' });
    expect(await keychain.write(name, secretValue, 'background')).toEqual({
      kind: 'failed',
      reason: 'other',
    });
    expect(helpers.helpers).toHaveLength(1);
    expect(helpers.aliveCount).toBe(0);
    expect(clock.pendingTimers).toBe(0);
  });

  it('does not wait for ever for a process that cannot be killed', async () => {
    helpers.secretsByName.set(name, secretValue);
    await keychain.read(name, 'background');
    const [helper] = helpers.helpers;
    if (helper !== undefined) helper.kill = () => undefined;
    let isClosed = false;
    const closing = keychain.close().then(() => {
      isClosed = true;
    });
    await clock.advanceAsync(1_999);
    expect(isClosed).toBe(false);
    await clock.advanceAsync(1);
    await closing;
  });
});
