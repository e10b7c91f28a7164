import { describe, expect, it } from 'vitest';
import {
  missingSecrets,
  missingSecretsWords,
} from '../../../../../renderer/features/attention/missing-secrets.ts';
import type { KeySummary } from '../../../../../shared/keys/key.ts';
import { connectionIdSchema } from '../../../../../shared/lib/ids.ts';
import { sampleWorld } from '../../../../e2e/mocked-page/sample-world.ts';

const sample = sampleWorld({ now: Date.UTC(2026, 10, 21), keyCount: 1 }).keys[0]!.summary;
const account = (number: number) =>
  connectionIdSchema.parse(`01ARZ3NDEKTSV4RRFFQ69G5FA${String(number)}`);
const key = (name: string, more: Partial<KeySummary> = {}): KeySummary => ({
  ...{ ...sample, connectionId: account(1), status: 'active', custody: 'not-held', attention: [] },
  ...{ name, ...more },
});
const namesOf = (rows: readonly KeySummary[]) =>
  missingSecrets(rows).map(({ keys }) => keys.map(({ name }) => name));

describe('secrets that never were here', () => {
  it('are put together by account, in the order of the list', () => {
    const rows = [key('a'), key('b', { connectionId: account(2) }), key('c')];
    expect(namesOf(rows)).toEqual([['a', 'c'], ['b']]);
  });

  it('are not those that were lost: these ask for attention one by one', () => {
    expect(namesOf([key('lost', { attention: ['secret-not-held'] })])).toEqual([]);
  });

  it('are counted with keys that need attention for something else', () => {
    expect(namesOf([key('old', { attention: ['over-age'] })])).toEqual([['old']]);
  });

  it.each<Partial<KeySummary>>([
    { custody: 'in-keychain' },
    { custody: 'at-provider' },
    { custody: 'session' },
    { status: 'ended' },
    { status: 'gone' },
  ])('are none of a key with %j', (more) => {
    expect(namesOf([key('other', more)])).toEqual([]);
  });

  it('are one line, which counts them', () => {
    expect(missingSecretsWords(12, undefined)).toBe(
      '12 secrets are not on this machine: they were made elsewhere and cannot be read again.',
    );
    expect(missingSecretsWords(1, { byHand: false, readSecretAgain: false })).toMatch(
      /^1 secret is not on this machine/u,
    );
  });

  it('are not there at all where the provider would show them', () => {
    expect(missingSecretsWords(1, { byHand: false, readSecretAgain: true })).toBe(
      '1 key has no secret that the provider shows.',
    );
  });

  it('can be brought where a person keeps the list', () => {
    const byHand = { byHand: true, readSecretAgain: false };
    expect(missingSecretsWords(2, byHand)).toMatch(/^2 keys were entered without/u);
    expect(missingSecretsWords(1, byHand)).toContain('to bring it');
  });
});
