import { keySummarySchema, type KeySummary } from '../../../../shared/keys/key.ts';
import { DAY_MS } from '../../../../shared/lib/duration.ts';

/** Noon, 1 June 2025. */
export const NOW = Date.UTC(2025, 5, 1, 12);

const id = (letter: string, index: number): string =>
  `01J${letter}${index.toString().padStart(22, '0')}`;

/** A believable row; `index` makes its id, `overrides` what a test is about. */
export function keyRow(
  overrides: Partial<Omit<KeySummary, 'id' | 'containerId'>> & { readonly container?: number } = {},
  index = 0,
): KeySummary {
  const { container = 0, ...rest } = overrides;
  return keySummarySchema.parse({
    id: id('K', index),
    connectionId: id('A', 0),
    containerId: id('C', container),
    containerName: 'Orders',
    providerId: 'pubnub-v1',
    providerKeyId: (50_000 + index).toString(),
    name: 'orders-production',
    environment: 'production',
    status: 'active',
    createdAt: NOW - 100 * DAY_MS,
    firstSeenAt: NOW - 30 * DAY_MS,
    asOf: NOW,
    lastRotatedAt: null,
    scopeWords: ['access manager', 'history 30 d'],
    custody: 'at-provider',
    attention: [],
    openRotationId: null,
    owner: '',
    purpose: '',
    ...rest,
  });
}
