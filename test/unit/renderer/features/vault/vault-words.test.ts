import { describe, expect, it } from 'vitest';
import {
  deleteWarning,
  replaceWarning,
  valueWords,
} from '../../../../../renderer/features/vault/vault-words.ts';

const there = { presence: 'at-provider' } as const;
const gone = { presence: 'not-at-provider' } as const;

describe('valueWords', () => {
  it('says where the value is, and why it may be nowhere here', () => {
    expect(valueWords({ custody: 'in-keychain', ...there }, 'PubNub')).toBe(
      'value held in the keychain',
    );
    expect(valueWords({ custody: 'session', ...there }, 'PubNub')).toBe(
      'value held in this session',
    );
    expect(valueWords({ custody: 'not-held', ...there }, 'PubNub')).toBe(
      'value not held: written elsewhere, and PubNub never returns it',
    );
    expect(valueWords({ custody: 'in-keychain', ...gone }, 'PubNub')).toBe(
      'no longer at PubNub; its value is still held in the keychain',
    );
  });
});

describe('replaceWarning', () => {
  it('says whose value is overwritten', () => {
    expect(replaceWarning({ custody: 'not-held' }, 'PubNub')).toMatch(/written elsewhere/);
    expect(replaceWarning({ custody: 'in-keychain' }, 'PubNub')).toMatch(
      /removed from this machine/,
    );
  });
});

describe('deleteWarning', () => {
  it('says what is lost here and there', () => {
    expect(deleteWarning({ custody: 'in-keychain', ...there }, 'PubNub')).toMatch(
      /leaves the vault at PubNub and its value leaves this machine.*cannot be undone/,
    );
    expect(deleteWarning({ custody: 'not-held', ...there }, 'PubNub')).not.toMatch(/this machine/);
    expect(deleteWarning({ custody: 'in-keychain', ...gone }, 'PubNub')).toMatch(
      /only the value held here is deleted/,
    );
  });
});
