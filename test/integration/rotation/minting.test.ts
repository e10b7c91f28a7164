import { describe, expect, it } from 'vitest';
import { fail, ok } from '../../../shared/errors/app-error.ts';
import type { RotationDependencies } from '../../../electron/services/rotation-dependencies.ts';
import { RotationMinting } from '../../../electron/services/rotation-minting.ts';
import { RotationRecords } from '../../../electron/services/rotation-records.ts';
import { rotationIn, states } from '../../unit/shared/rotations/rotation-fixtures.ts';

describe('the create call', () => {
  it('is not sent when the disk has no room for what it would answer', async () => {
    let calls = 0;
    // Only what is reached before the call is given.
    const deps = {
      stores: {
        connections: { find: () => ({ isSandbox: false }) },
        checkWritable: () => fail({ kind: 'storage-full' }),
      },
      custody: { placeFor: () => ok(null) },
      sessions: {
        call: () => {
          calls += 1;
          return Promise.resolve(fail({ kind: 'cancelled' }));
        },
      },
      clock: { now: () => 1 },
    } as unknown as RotationDependencies;
    const minting = new RotationMinting(deps, new RotationRecords(deps));
    expect(await minting.create(rotationIn(states.minting), new AbortController().signal)).toEqual({
      event: { type: 'nothing-created', at: 1, error: { kind: 'storage-full' } },
    });
    expect(calls).toBe(0);
  });
});
