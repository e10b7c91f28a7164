import { beforeEach, describe, expect, it } from 'vitest';
import { protectReveals } from '../../../../electron/app/reveal-protection.ts';
import type { createDispatch } from '../../../../electron/ipc/dispatch.ts';
import { fail, ok, type Result } from '../../../../shared/errors/app-error.ts';
import { contract } from '../../../../shared/ipc/contract.ts';
import { commandNames } from '../../../../shared/ipc/channels.ts';
import { FakeClock } from '../../../fakes/fake-clock.ts';

const secretValue = 'sec-c-abcdeRKCANARY0123';
let clock: FakeClock;
let done: boolean[];

beforeEach(() => {
  clock = new FakeClock();
  done = [];
});

/** Dispatches that answer this, with the window's protection recorded. */
function answering(result: Result<unknown>): ReturnType<typeof createDispatch> {
  return protectReveals(() => Promise.resolve(result), {
    clock,
    setProtected: (isProtected) => done.push(isProtected),
  });
}

describe('the window', () => {
  it.each(['secrets.reveal', 'vault.reveal'] as const)(
    'is protected from screenshots while the secret of %s is shown',
    async (name) => {
      const answer = ok({ secretValue, hideAfterMs: 10_000 });
      expect(await answering(answer)(name, {})).toBe(answer);
      expect(done).toEqual([true]);
      clock.advance(10_999);
      expect(done).toEqual([true]);
      clock.advance(1);
      expect(done).toEqual([true, false]);
    },
  );

  it('stays protected until the last of several secrets is hidden', async () => {
    const dispatch = answering(ok({ secretValue, hideAfterMs: 10_000 }));
    await dispatch('secrets.reveal', {});
    clock.advance(5_000);
    await dispatch('secrets.reveal', {});
    clock.advance(6_000);
    expect(done).toEqual([true, true]);
    clock.advance(5_000);
    expect(done).toEqual([true, true, false]);
  });

  it.each([fail({ kind: 'locked' }), ok({ clearsAfterMs: 20_000 }), ok(null), ok([])])(
    'is left alone by %j',
    async (answer) => {
      expect(await answering(answer)('secrets.copy', {})).toBe(answer);
      expect(done).toEqual([]);
    },
  );

  it('knows every answer of the contract that hands out a secret', () => {
    const revealing = commandNames.filter((name) => {
      const output = contract[name].output;
      return 'shape' in output && 'secretValue' in output.shape;
    });
    expect(revealing).toEqual(['secrets.reveal', 'vault.reveal']);
    for (const name of revealing) {
      const answer = { secretValue, hideAfterMs: 1_000 };
      expect(contract[name].output.parse(answer)).toEqual(answer);
    }
  });
});
