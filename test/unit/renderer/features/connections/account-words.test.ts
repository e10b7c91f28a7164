import { describe, expect, it } from 'vitest';
import {
  hostOf,
  signInWords,
  syncFigures,
} from '../../../../../renderer/features/connections/account-words.ts';

const NOW = Date.UTC(2026, 10, 21, 9);
const account = { signIn: 'signed-in', credentialExpiresAt: null, isSandbox: false } as const;

describe('signInWords', () => {
  it('says until when the session lasts, where the provider says so', () => {
    expect(signInWords({ ...account, credentialExpiresAt: NOW + 1 }, NOW).sentence).toMatch(
      /^Signed in\. The session ends on 21 November 2026/,
    );
    expect(signInWords(account, NOW).sentence).toMatch(/does not say when/);
    expect(signInWords({ ...account, credentialExpiresAt: NOW }, NOW).sentence).toMatch(
      /was to end on/,
    );
  });

  it('marks an account that asks for a sign-in, and one that is not kept', () => {
    expect(signInWords({ ...account, signIn: 'needed' }, NOW)).toMatchObject({
      mark: 'attention',
      short: 'sign-in needed',
    });
    expect(signInWords({ ...account, signIn: 'until-quit' }, NOW)).toMatchObject({
      mark: 'unknown',
      short: 'until Rekey quits',
    });
  });
});

describe('syncFigures', () => {
  it('claims no total before the provider has told one', () => {
    expect(syncFigures({ pagesFetched: 1, pagesTotal: null, keysFetched: 100 })).toBe(
      '1 page · 100 keys',
    );
    expect(syncFigures({ pagesFetched: 3, pagesTotal: 12, keysFetched: 1_240 })).toBe(
      '3 of 12 pages · 1,240 keys',
    );
  });
});

describe('hostOf', () => {
  it('shows the host with its port, and what is no address as it is', () => {
    expect(hostOf('http://localhost:9123/api')).toBe('localhost:9123');
    expect(hostOf('nonsense')).toBe('nonsense');
  });
});
