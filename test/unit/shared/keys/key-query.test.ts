import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KeySummary } from '../../../../shared/keys/key.ts';
import {
  hasFilter,
  indexKey,
  keyPredicate,
  parseKeyQuery,
  quotedFilterValue,
  toggleFilter,
} from '../../../../shared/keys/key-query.ts';
import { DAY_MS } from '../../../../shared/lib/duration.ts';
import { NOW, keyRow } from './key-fixture.ts';

const names = {
  providerName: () => 'PubNub',
  accountLabel: () => 'Work account',
};
const fits = (query: string, overrides: Partial<KeySummary> = {}): boolean =>
  keyPredicate(parseKeyQuery(query), NOW)(indexKey(keyRow(overrides), names));

describe('plain words', () => {
  it('search name, app, provider, account, owner, purpose, scope and id', () => {
    for (const word of ['ORDERS-prod', 'orders', 'pubnub', 'work', '50000', 'history 30']) {
      expect(fits(`"${word}"`), word).toBe(true);
    }
    expect(fits('team', { owner: 'Platform Team' })).toBe(true);
    expect(fits('checkout', { purpose: 'checkout page' })).toBe(true);
    expect(fits('absent')).toBe(false);
  });

  it('must all be there', () => {
    expect(fits('orders pubnub')).toBe(true);
    expect(fits('orders absent')).toBe(false);
  });

  it('exclude with a minus before them, and keep a minus inside', () => {
    expect(fits('-absent')).toBe(true);
    expect(fits('-orders')).toBe(false);
    expect(fits('orders-production')).toBe(true);
    expect(fits('-')).toBe(true);
  });

  it('are also what looks like a filter but is none', () => {
    expect(fits('colour:red', { name: 'colour:red' })).toBe(true);
    expect(fits('colour:red')).toBe(false);
    expect(fits('status:purple', { name: 'status:purple' })).toBe(true);
    expect(fits('age:old', { name: 'age:old' })).toBe(true);
    expect(fits('toString:x', { name: 'tostring:x' })).toBe(true);
  });
});

describe('filters', () => {
  it.each([
    ['status:active', true],
    ['status:act', true],
    ['status:ended', false],
    ['status:ended,active', true],
    ['-status:active', false],
    ['env:production', true],
    ['environment:prod', true],
    ['env:testing', false],
    ['custody:at-provider', true],
    ['custody:keychain', false],
    ['provider:pubnub', true],
    ['provider:pubnub-v1', true],
    ['provider:ably', false],
    ['app:orders', true],
    ['app:"Ord"', true],
    ['account:"work account"', true],
    ['id:50000', true],
    ['scope:history', true],
    ['is:attention', false],
    ['-is:attention', true],
  ])('%s on an active production key of PubNub: %s', (query, expected) => {
    expect(fits(query)).toBe(expected);
  });

  it('knows a disabled key by the provider’s word', () => {
    expect(fits('status:disabled', { status: 'ended' })).toBe(true);
  });

  it('finds what is open to everybody or names a wildcard with scope:*', () => {
    expect(fits('scope:*')).toBe(false);
    expect(fits('scope:*', { scopeWords: ['open access'] })).toBe(true);
    expect(fits('scope:*', { scopeWords: ['publish on *'] })).toBe(true);
  });

  it('finds attention, also by its reason', () => {
    expect(fits('is:attention', { attention: ['over-age'] })).toBe(true);
    expect(fits('attention:over-age', { attention: ['over-age'] })).toBe(true);
    expect(fits('attention:gone', { attention: ['over-age'] })).toBe(false);
  });

  it.each([
    ['age:>99d', true],
    ['age:>100d', false],
    ['age:>=100d', true],
    ['age:100d', true],
    ['age:100', true],
    ['age:<101d', true],
    ['age:<=100d', true],
    ['age:<100d', false],
    ['age:>14w', true],
    ['age:>3m', true],
    ['age:<1y', true],
    ['age:>2399h', true],
  ])('%s on a key of 100 days: %s', (query, expected) => {
    expect(fits(query)).toBe(expected);
  });

  it('never call a key without a date younger than anything', () => {
    const undated = { createdAt: null, firstSeenAt: NOW - 30 * DAY_MS };
    expect(fits('age:<365d', undated)).toBe(false);
    expect(fits('age:>29d', undated)).toBe(true);
  });

  it('find when a key was rotated, or never', () => {
    expect(fits('rotated:never')).toBe(true);
    expect(fits('rotated:>1d')).toBe(false);
    expect(fits('rotated:<2d', { lastRotatedAt: NOW - DAY_MS })).toBe(true);
    expect(fits('rotated:never', { lastRotatedAt: NOW })).toBe(false);
  });

  it.each(['status:', 'age:', 'age:>', 'age:>90mi', 'rotated:nev', 'is:', 'app:""', '-status:'])(
    'hide nothing while %s is still being typed',
    (query) => {
      expect(fits(query)).toBe(true);
    },
  );
});

describe('the word of a provider for an ended key', () => {
  it.each(['status:disabled', 'status:revoked', 'status:deleted', 'status:ended'])(
    'is understood: %s',
    (query) => {
      expect(fits(query, { status: 'ended' })).toBe(true);
      expect(fits(query, { status: 'active' })).toBe(false);
    },
  );

  it('stands beside every reason for attention', () => {
    expect(fits('attention:unrestricted', { attention: ['scope-unrestricted'] })).toBe(true);
    expect(fits('attention:unrestricted')).toBe(false);
  });
});

describe('the filter menu', () => {
  it('adds a filter and takes it out again', () => {
    const added = toggleFilter('orders', 'status:active');
    expect(added).toBe('orders status:active');
    expect(hasFilter(added, 'status:active')).toBe(true);
    expect(toggleFilter(added, 'status:active')).toBe('orders');
  });

  it('quotes values with spaces, so that they come back whole', () => {
    const filter = `account:${quotedFilterValue('Work account')}`;
    const text = toggleFilter('', filter);
    expect(hasFilter(text, filter)).toBe(true);
    expect(fits(text)).toBe(true);
  });
});

describe('any text at all', () => {
  const anyText = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc
      .array(
        fc.constantFrom(
          'orders',
          'status:',
          'status:active',
          'age:>',
          '90d',
          '"',
          '-',
          ':',
          ',',
          'is:attention',
          '*',
          ' ',
        ),
        { maxLength: 12 },
      )
      .map((words) => words.join('')),
  );

  it('is read without failing, and its words make the same terms again', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const terms = parseKeyQuery(text);
        expect(parseKeyQuery(terms.map(({ source }) => source).join(' '))).toEqual(terms);
      }),
      { numRuns: 10_000 },
    );
  });

  it('decides each term alone: negating one turns its answer round', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9:>*,]{1,20}$/), (word) => {
        const [term] = parseKeyQuery(word);
        if (term === undefined || term.test.kind === 'unfinished') return;
        expect(fits(`-${word}`)).toBe(!fits(word));
      }),
      { numRuns: 10_000 },
    );
  });

  it('finds a key by any part of its own name', () => {
    const name = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(name, fc.nat(), fc.nat(), (text, a, b) => {
        const [from, to] = [a % text.length, b % text.length].sort((x, y) => x - y);
        const part = text.slice(from, (to ?? 0) + 1).replaceAll('"', '');
        if (part === '' || part.includes(':') || part.startsWith('-')) return;
        if (text.includes('"')) return;
        expect(fits(`"${part}"`, { name: text })).toBe(true);
      }),
      { numRuns: 10_000 },
    );
  });

  it('toggles back to the words it had', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const filter = 'env:testing';
        if (hasFilter(text, filter) || text.includes('"')) return;
        const words = text.trim().split(/\s+/).filter(Boolean).join(' ');
        expect(toggleFilter(toggleFilter(text, filter), filter)).toBe(words);
      }),
      { numRuns: 2_000 },
    );
  });
});
