import type { AppError } from '../../shared/errors/app-error.ts';
import type { WordedError } from './worded-error.ts';

/**
 * What Rekey itself found to contradict a provider's answer, by the code it gives it; everything
 * else is a code of the provider. A rotation that waits offers its ways on below the sentence.
 */
const findings: Readonly<Record<string, (provider: string) => WordedError>> = {
  'new-key-refused': (provider) => ({
    title: 'The new key is refused',
    sentence: `${provider} refuses a request that is signed with the new key. It may need another minute to arrive everywhere, or the clock of this machine is wrong. Retry then: the rotation goes no further until the new key answers.`,
    action: 'none',
  }),
  'old-key-ended': (provider) => ({
    title: 'The old key has ended',
    sentence: `${provider} shows the old key as ended, by somebody else. The new key was not ended, because nothing would work then. The way on is forward: retry.`,
    action: 'none',
  }),
  'old-key-still-answers': (provider) => ({
    title: 'The old key still answers',
    sentence: `${provider} shows the old key as ended, but still accepts a request that is signed with it. This can take a while to arrive everywhere: retry later, and ask ${provider} if it goes on.`,
    action: 'none',
  }),
  'old-key-still-enabled': (provider) => ({
    title: 'The old key is still enabled',
    sentence: `${provider} agreed to end the old key and still shows it as enabled half a minute later. Retry: Rekey looks again before it sends anything.`,
    action: 'none',
  }),
  'new-key-still-enabled': (provider) => ({
    title: 'The new key is still enabled',
    sentence: `${provider} agreed to end the new key and still shows it as enabled half a minute later. Retry: Rekey looks again before it sends anything. Until then treat the new key as one that works.`,
    action: 'none',
  }),
  'key-still-enabled': (provider) => ({
    title: 'The key is still enabled',
    sentence: `${provider} agreed to end this key and still shows it as enabled. Sync the account in a minute, and ask again only if it has not ended by then.`,
    action: 'sync',
  }),
  'key-unknown-but-enabled': (provider) => ({
    title: 'The key is still enabled',
    sentence: `${provider} was asked to end this key, answered that it knows no such key, and still lists it as enabled. Treat it as one that works; look in its console if it stays so.`,
    action: 'sync',
  }),
  'secrets-share-prefix': (provider) => ({
    title: 'Two secrets begin alike',
    sentence: `${provider} names a secret by its first characters only, and more than one of this key begins with them. Rekey changes neither, because it could be the wrong one. Nothing was sent.`,
    action: 'none',
  }),
  'new-secret-begins-alike': (provider) => ({
    title: 'The new secret begins like an earlier one',
    sentence: `${provider} names a secret by its first characters only, so Rekey cannot tell the new one from that one and hands it to nobody. It is in force all the same. Create it again: another secret begins differently.`,
    action: 'none',
  }),
  'secret-has-no-end': (provider) => ({
    title: 'This secret has no end',
    sentence: `${provider} shows it as the permanent one: it ends with a rotation or with the key. Nothing was sent.`,
    action: 'none',
  }),
  'secret-still-listed': (provider) => ({
    title: 'The secret is still listed',
    sentence: `${provider} agreed to end this secret and still shows it. Look again in a minute, and treat it as one that works until then.`,
    action: 'none',
  }),
  'change-not-shown': (provider) => ({
    title: 'The change does not show',
    sentence: `${provider} agreed to the change and still shows the key as it was. Sync the account in a minute, and change it again only if it has not followed by then.`,
    action: 'sync',
  }),
  'vault-refused': (provider) => ({
    title: 'The vault did not take this',
    sentence: `${provider} answered that it was not done, without a reason. The vault is as it was; read its names again, check the name, then try once more.`,
    action: 'none',
  }),
};

const onlySettings = (reason: string) => (provider: string) => ({
  title: 'The settings were changed, the rest was not',
  sentence: `${provider} changed the settings, but not the name or the type${reason}. The key is shown as it is now; only the name or the type is still to be changed.`,
});

/** Refusals whose code says what helps; the provider's own text, where it sent one, follows. */
const limits: Readonly<
  Record<string, (provider: string) => Pick<WordedError, 'title' | 'sentence'>>
> = {
  plan: (provider) => ({
    title: `This needs another ${provider} plan`,
    sentence: `The key that Rekey signs in with is fine; the account's plan does not include this. Nothing was changed. Change the plan at ${provider}, or choose something the plan includes.`,
  }),
  '40127': (provider) => ({
    title: 'The limit of keys is reached',
    sentence: `${provider} allows no more keys here. Your sign-in is fine and nothing was changed. Revoke a key that nobody uses, then try again.`,
  }),
  '40128': (provider) => ({
    title: 'The limit of apps is reached',
    sentence: `${provider} allows no more apps in this account. Your sign-in is fine and nothing was changed.`,
  }),
  'settings-changed': onlySettings(''),
  'settings-changed-plan': onlySettings(': the account’s plan does not include it'),
  'settings-changed-forbidden': onlySettings(
    ': the account’s plan does not include it, or the sign-in lacks the right to it',
  ),
  'not-done': (provider) => ({
    title: `${provider} did not do this`,
    sentence:
      'It answered that nothing was done, without a reason. Sync the account and look at the key before you try again.',
  }),
  'delete-refused': (provider) => ({
    title: `${provider} did not delete this`,
    sentence: 'It answered that nothing was deleted, without a reason. The key is as it was.',
  }),
};

/** Words a plain no: what Rekey found out by looking, or the provider's own code and text. */
export function rejectionMessage(
  { code, message }: Extract<AppError, { kind: 'provider-rejected' }>,
  provider: string,
): WordedError {
  // A provider's text beside the code means that the code is the provider's too.
  const finding = message === null && Object.hasOwn(findings, code) ? findings[code] : undefined;
  if (finding !== undefined) return finding(provider);
  const limit = Object.hasOwn(limits, code) ? limits[code]?.(provider) : undefined;
  if (limit !== undefined) {
    const said = message === null ? '' : ` It says: “${message}”.`;
    return { title: limit.title, sentence: `${limit.sentence}${said}`, action: 'none' };
  }
  return {
    title: `${provider} refused this`,
    sentence:
      message === null
        ? `Its code is ${code}, without an explanation. Nothing was changed.`
        : `It says: “${message}” (${code}). Nothing was changed.`,
    action: 'none',
  };
}

/** Words what is missing; a new key that was looked for in vain is no lost record. */
export function notFoundMessage(what: string): WordedError {
  return what === 'created-key'
    ? {
        title: 'No new key was found',
        sentence:
          'Rekey looked at the provider for two minutes and saw no key that this rotation created. Look again, or create it again: each creation asks for your consent, and nothing is created on its own.',
        action: 'none',
      }
    : {
        title: `This ${what} is no longer there`,
        sentence: 'It was removed or forgotten meanwhile. Sync the account to see what there is.',
        action: 'sync',
      };
}

/** Words what cannot be done: mostly at the provider, and for a browser or a listener on this machine. */
export function notSupportedMessage(operation: string): WordedError {
  return operation === 'open-link' || operation === 'browserSignIn'
    ? {
        title: 'This machine did not open the browser',
        sentence:
          'Rekey could not open the page in the system’s browser, or not wait for its answer. Nothing was changed. Check that a default browser is set, then try again.',
        action: 'none',
      }
    : {
        title: 'The provider does not offer this',
        sentence: `There is no such operation at this provider (${operation}). Use its own console.`,
        action: 'none',
      };
}
