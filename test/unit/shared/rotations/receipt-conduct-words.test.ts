import { describe, expect, it } from 'vitest';
import {
  createConsentsWords,
  scopeComparedWords,
} from '../../../../shared/rotations/receipt-conduct-words.ts';

const conduct = { startedBy: 'mia', scopeCompared: 'equal', createConsents: 1 } as const;
const newKey = { name: 'new', providerKeyId: '2', stub: null };

describe('how what the keys may do was compared', () => {
  it.each([
    ['replace', 'equal', /the same/u],
    ['replace', 'differs', /differs/u],
    ['replace', 'not-yet', /^not compared$/u],
    ['guided', 'equal', /^not compared: .*console$/u],
    ['overlap', 'equal', /^unchanged/u],
    ['immediate', 'not-yet', /^unchanged/u],
  ] as const)('%s, %s', (strategy, scopeCompared, words) => {
    expect(
      scopeComparedWords({ conduct: { ...conduct, scopeCompared }, newKey, strategy }),
    ).toMatch(words);
  });

  it('is not said where there is no new key, and in receipts of older versions', () => {
    expect(scopeComparedWords({ conduct, newKey: null, strategy: 'replace' })).toBeNull();
    expect(scopeComparedWords({ newKey, strategy: 'replace' })).toBeNull();
  });
});

it.each([
  [0, null],
  [1, null],
  [3, '3 create calls, each with a consent of its own'],
])('%i consents: %s', (createConsents, words) => {
  expect(createConsentsWords({ conduct: { ...conduct, createConsents } })).toBe(words);
});

it('consents of older versions are not known', () => {
  expect(createConsentsWords({})).toBeNull();
});
