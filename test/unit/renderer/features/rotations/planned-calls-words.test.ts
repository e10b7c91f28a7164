import { describe, expect, it } from 'vitest';
import {
  copyDestination,
  rememberedDestination,
} from '../../../../../renderer/features/rotations/chosen-destination.ts';
import {
  callsTitle,
  vaultsAmong,
} from '../../../../../renderer/features/rotations/planned-calls-words.ts';
import { destinationIdSchema } from '../../../../../shared/lib/ids.ts';
import type { PlannedCall } from '../../../../../shared/rotations/rotation-view.ts';

const call = (mutates: boolean): PlannedCall => ({
  ...{ method: 'GET', path: '/keys', purpose: 'read-old', mutates, bodySummary: null },
});
const remembered = (kind: 'vault' | 'env-file') =>
  rememberedDestination({
    ...{ id: destinationIdSchema.parse('01ARZ3NDEKTSV4RRFFQ69G5FAV'), kind },
    ...{ label: 'orders', detail: 'KEY' },
  });

describe('the number of calls of a plan', () => {
  const calls = [call(false), call(true)];

  it('is that of the plan where nothing goes to the provider’s vault', () => {
    expect(callsTitle(calls, [copyDestination, remembered('env-file')])).toBe(
      'The exact calls: 2, of which 1 change something',
    );
  });

  it('holds what a vault adds, also one of last time', () => {
    const chosen = [copyDestination, remembered('vault')];
    expect(vaultsAmong(chosen)).toHaveLength(1);
    expect(callsTitle(calls, chosen)).toBe('The exact calls: 3, of which 2 change something');
  });
});
