import { describe, expect, it } from 'vitest';
import { retryAfterMs } from '../../../../electron/providers/retry-after.ts';
import { retryAfterShapes, shapesMadeAt as now } from '../../../providers/retry-after-shapes.ts';

describe('retryAfterMs', () => {
  it.each(retryAfterShapes)('takes %s', (_name, headers, expected) => {
    expect(retryAfterMs(new Headers(headers), now)).toBe(expected);
  });

  it.each([
    '',
    '-5',
    '1e3',
    '0x10',
    '99999999999',
    '2026-01-15T09:00:00Z',
    'Thu, 99 Jan 2026 09:00:00 GMT',
  ])('calls %j unreadable', (header) =>
    expect(retryAfterMs(new Headers({ 'retry-after': header }), now)).toBe(30_000),
  );
});
