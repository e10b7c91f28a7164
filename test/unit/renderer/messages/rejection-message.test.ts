import { describe, expect, it } from 'vitest';
import { errorMessage } from '../../../../renderer/messages/error-message.ts';
import type { WordedError } from '../../../../renderer/messages/worded-error.ts';

const rejected = (code: string, message: string | null = null): WordedError =>
  errorMessage(
    { kind: 'provider-rejected', providerId: 'pubnub-v1', code, message },
    () => 'PubNub',
  );

describe('what Rekey found out about a key by looking', () => {
  it.each([
    ['new-key-refused', 'The new key is refused', /new key\..* Retry then/, 'none'],
    ['old-key-still-answers', 'The old key still answers', /still accepts.*retry later/, 'none'],
    ['old-key-still-enabled', 'The old key is still enabled', /old key .* Retry:/, 'none'],
    ['new-key-still-enabled', 'The new key is still enabled', /new key .* Retry:/, 'none'],
    ['key-still-enabled', 'The key is still enabled', /Sync the account/, 'sync'],
    ['key-unknown-but-enabled', 'The key is still enabled', /no such key.*still lists/, 'sync'],
    ['vault-refused', 'The vault did not take this', /vault is as it was;.*try once more/, 'none'],
  ])('%s is worded, with the way on', (code, title, sentence, action) => {
    const words = rejected(code);
    expect(words).toMatchObject({ title, action });
    expect(words.sentence).toMatch(/^PubNub .*\.$/);
    expect(words.sentence).toMatch(sentence);
    expect(words.sentence).not.toContain(code);
  });

  it('never claims that nothing was changed where a call was made', () => {
    for (const code of ['old-key-still-enabled', 'new-key-still-enabled', 'key-still-enabled']) {
      expect(rejected(code).sentence).not.toMatch(/nothing was changed/i);
    }
  });

  it('leaves the codes and texts of a provider as they came', () => {
    expect(rejected('1042').sentence).toBe(
      'Its code is 1042, without an explanation. Nothing was changed.',
    );
    expect(rejected('vault-refused', 'the quota is used up').sentence).toBe(
      'It says: “the quota is used up” (vault-refused). Nothing was changed.',
    );
    expect(rejected('constructor').title).toBe('PubNub refused this');
  });

  it.each(['settings-changed', 'settings-changed-plan', 'settings-changed-forbidden'])(
    '%s says that half of an edit was made, and never that nothing was changed',
    (code) => {
      for (const message of [null, 'A production keyset requires a paid plan']) {
        const { title, sentence } = rejected(code, message);
        expect(title).toBe('The settings were changed, the rest was not');
        expect(sentence).toContain('PubNub changed the settings, but not the name or the type');
        expect(sentence).not.toMatch(/nothing was changed/i);
        expect(sentence.includes('It says: “A production')).toBe(message !== null);
      }
    },
  );

  it('call a limit a limit, with what the provider says, and never a bad sign-in', () => {
    const plan = rejected('plan', 'Upgrade to rotate with overlap');
    expect(plan.title).toBe('This needs another PubNub plan');
    expect(plan.sentence).toContain('It says: “Upgrade to rotate with overlap”.');
    for (const code of ['40127', '40128'])
      expect(rejected(code).sentence).toContain('Your sign-in is fine');
    for (const code of ['not-done', 'delete-refused'])
      expect(rejected(code).title).toContain('did not');
  });
});

describe('what is not there', () => {
  it('is no lost record when it is the key that a rotation looked for', () => {
    const words = errorMessage({ kind: 'not-found', what: 'created-key' });
    expect(words.title).toBe('No new key was found');
    expect(words.sentence).toContain('Look again, or create it again');
    expect(words.action).toBe('none');
  });

  it('is named otherwise, with a sync as the way on', () => {
    const words = errorMessage({ kind: 'not-found', what: 'key' });
    expect(words).toMatchObject({ title: 'This key is no longer there', action: 'sync' });
  });
});

describe('what cannot be done', () => {
  it.each(['open-link', 'browserSignIn'])('is this machine’s matter for %s', (operation) => {
    expect(errorMessage({ kind: 'not-supported', operation }).title).toBe(
      'This machine did not open the browser',
    );
  });

  it('is the provider’s otherwise', () => {
    expect(errorMessage({ kind: 'not-supported', operation: 'createKey' }).sentence).toContain(
      'at this provider (createKey)',
    );
  });
});
