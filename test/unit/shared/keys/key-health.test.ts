import { describe, expect, it } from 'vitest';
import { attentionOf, type JudgedKey } from '../../../../shared/keys/key-health.ts';
import { noDuePlan } from '../../../../shared/keys/due-plan.ts';
import { DAY_MS } from '../../../../shared/lib/duration.ts';
import type { PropertyValue } from '../../../../shared/scopes/keyset-scope.ts';
import { NOW } from './key-fixture.ts';

const settings = { maxAgeDaysProduction: 90, maxAgeDaysOther: 365, tagPolicies: [] };
const keyset = (properties: Record<string, PropertyValue>): JudgedKey['scope'] => ({
  kind: 'keyset',
  generation: 'v1',
  properties,
  unmanaged: [],
});
const healthy: JudgedKey = {
  status: 'active',
  environment: 'production',
  createdAt: NOW - 10 * DAY_MS,
  firstSeenAt: NOW - 10 * DAY_MS,
  lastRotatedAt: null,
  scope: keyset({ uls: true, history: true, message_storage_ttl: 30 }),
  custody: 'in-keychain',
  wasHeld: true,
  secretEndsAt: null,
  plan: noDuePlan,
  openRotation: false,
};
const reasonsOf = (key: Partial<JudgedKey>) => attentionOf({ ...healthy, ...key }, settings, NOW);

describe('what asks for attention', () => {
  it('is nothing for a young, guarded, held key', () => {
    expect(reasonsOf({})).toEqual([]);
  });

  it('is nothing at all for an ended key, however bad it was', () => {
    expect(
      reasonsOf({
        status: 'ended',
        createdAt: 0,
        scope: keyset({ uls: false, history: true, message_storage_ttl: 365 }),
        custody: 'not-held',
        openRotation: true,
      }),
    ).toEqual([]);
  });

  it('is only that it is gone for a key that the provider no longer lists', () => {
    expect(reasonsOf({ status: 'gone', createdAt: 0, custody: 'not-held' })).toEqual([
      'gone-at-provider',
    ]);
    expect(reasonsOf({ status: 'gone', openRotation: true })).toEqual([
      'rotation-waiting',
      'gone-at-provider',
    ]);
  });

  it('names the most urgent first', () => {
    expect(
      reasonsOf({
        openRotation: true,
        custody: 'not-held',
        createdAt: 0,
        scope: keyset({ uls: false, history: true, message_storage_ttl: 365 }),
      }),
    ).toEqual([
      'rotation-waiting',
      'secret-not-held',
      'access-manager-off',
      'over-age',
      'history-forever',
    ]);
  });

  it('is not that the secret is missing where it never was here', () => {
    expect(reasonsOf({ custody: 'not-held', wasHeld: true })).toEqual(['secret-not-held']);
    expect(reasonsOf({ custody: 'not-held', wasHeld: false })).toEqual([]);
  });

  it.each([
    ['production', 90, []],
    ['production', 91, ['over-age']],
    ['testing', 365, []],
    ['testing', 366, ['over-age']],
    ['unset', 366, ['over-age']],
  ] as const)('allows a %s key of %i days: %j', (environment, ageDays, reasons) => {
    expect(reasonsOf({ environment, createdAt: NOW - ageDays * DAY_MS })).toEqual(reasons);
  });

  it('counts the age from the last rotation', () => {
    expect(reasonsOf({ createdAt: NOW - 500 * DAY_MS, lastRotatedAt: NOW - 5 * DAY_MS })).toEqual(
      [],
    );
  });

  it('counts from the first sight where the provider gives no date', () => {
    expect(reasonsOf({ createdAt: null, firstSeenAt: NOW - 91 * DAY_MS })).toEqual(['over-age']);
  });

  it('is open access in production only, and only when it is known to be open', () => {
    expect(reasonsOf({ scope: keyset({ uls: false }) })).toEqual(['access-manager-off']);
    expect(reasonsOf({ scope: keyset({ uls: false }), environment: 'testing' })).toEqual([]);
    expect(reasonsOf({ scope: keyset({}) })).toEqual([]);
    expect(reasonsOf({ scope: { kind: 'unknown' } })).toEqual([]);
  });

  it('is the longest history only while history is on', () => {
    expect(
      reasonsOf({ scope: keyset({ uls: true, history: true, message_storage_ttl: 365 }) }),
    ).toEqual(['history-forever']);
    expect(
      reasonsOf({ scope: keyset({ uls: true, history: false, message_storage_ttl: 365 }) }),
    ).toEqual([]);
  });
});
