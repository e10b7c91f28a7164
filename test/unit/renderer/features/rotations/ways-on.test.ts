import { describe, expect, it } from 'vitest';
import { waysOnOf } from '../../../../../renderer/features/rotations/ways-on.ts';
import type { PreflightFinding } from '../../../../../shared/rotations/rotation-view.ts';

const finding = (reason: PreflightFinding['reason']): PreflightFinding => ({
  weight: 'blocks',
  reason,
  error: null,
  detail: null,
});

describe('the ways on from what was found', () => {
  it('come once each, in the order of the findings', () => {
    expect(
      waysOnOf([
        finding('missing-right'),
        finding('own-credential'),
        finding('not-signed-in'),
        finding('offline'),
      ]),
    ).toEqual(['open-account', 'sign-in']);
  });
});
