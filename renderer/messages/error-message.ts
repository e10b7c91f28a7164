import type {
  AddressReason,
  AppError,
  DatabaseReason,
  KeychainReason,
} from '../../shared/errors/app-error.ts';
import { assertNever } from '../../shared/lib/assert-never.ts';
import { conflictMessages } from './conflict-messages.ts';
import { exactTime } from './exact-time.ts';
import { fileMessage } from './file-message.ts';
import { programMessage } from './program-message.ts';
import { notFoundMessage, notSupportedMessage, rejectionMessage } from './rejection-message.ts';
import { signInRefusedMessage, type SignInDescription } from './sign-in-message.ts';
import type { WordedError } from './worded-error.ts';

/** Turns a provider's id into its name; the id itself where the name is not at hand. */
export type ProviderNames = (providerId: string) => string;

/** How a provider is signed in to; undefined where that is not at hand. */
type SignIns = (providerId: string) => SignInDescription | undefined;

const asIs: ProviderNames = (providerId) => providerId;
const notAtHand: SignIns = () => undefined;

/** Words an `AppError`. The only place that does. */
export function errorMessage(
  error: AppError,
  providerName: ProviderNames = asIs,
  signInOf: SignIns = notAtHand,
): WordedError {
  switch (error.kind) {
    case 'sign-in-refused':
      return signInRefusedMessage(providerName(error.providerId), signInOf(error.providerId));
    case 'provider-unauthorized':
    case 'provider-forbidden':
    case 'provider-rate-limited':
    case 'provider-unavailable':
    case 'provider-rejected':
    case 'provider-changed':
      return providerMessage(error, providerName(error.providerId));
    case 'too-many-reveals':
      return {
        title: 'Too many reveals',
        sentence: `Rekey shows at most ten secrets a minute. The next one can be shown at ${exactTime(error.retryAt)}.`,
        action: 'try-again',
      };
    case 'network-offline':
      return {
        title: 'No network',
        sentence:
          'This needs the network, and the provider could not be reached. Nothing was changed; everything already read stays here.',
        action: 'try-again',
      };
    case 'address-refused':
      return addressMessage(error.reason, error.host);
    case 'timed-out':
      return {
        title: 'No answer in time',
        sentence:
          'The provider did not answer in time. Look at the current state before trying again.',
        action: 'try-again',
      };
    case 'locked':
      return {
        title: 'Rekey is locked',
        sentence: 'Unlock Rekey, then try again. Nothing was changed.',
        action: 'none',
      };
    case 'keychain-unavailable':
      return keychainMessage(error.reason);
    case 'no-place-for-secret':
      return {
        title: 'No place to keep the secret',
        sentence: `Rekey will not make a secret it cannot keep. ${keychainMessage(error.reason).sentence} Then start Rekey again.`,
        action: 'none',
      };
    case 'database-unavailable':
      return databaseMessage(error.reason, error.fileName);
    case 'storage-full':
      return {
        title: 'The disk is full',
        sentence:
          'Nothing could be saved. Free some space, then try again; what was saved before is intact.',
        action: 'try-again',
      };
    case 'secret-unreadable':
      return {
        title: 'The secret is not on this machine',
        sentence:
          'The keychain works and has no such item: it was removed by something else. The key itself is unchanged at the provider.',
        action: 'none',
      };
    case 'clipboard-unavailable':
      return {
        title: 'Copy is not available here',
        sentence:
          'This machine offers no clipboard to Rekey. Reveal the value instead, or install wl-copy or xclip.',
        action: 'none',
      };
    case 'program-failed':
      return programMessage(error);
    case 'file-refused':
      return fileMessage(error.reason, error.fileName);
    case 'not-found':
      return notFoundMessage(error.what);
    case 'conflict':
      return conflictMessages[error.reason];
    case 'invalid-input':
      return {
        title: 'Please check what was entered',
        sentence:
          error.issues.length === 0
            ? 'A value does not have the form it needs. Nothing was sent.'
            : `${error.issues.map(asSentence).join(' ')} Nothing was sent.`,
        action: 'none',
      };
    case 'outcome-unknown':
      return lostMessage(error.rotationId !== null);
    case 'not-supported':
      return notSupportedMessage(error.operation);
    case 'cancelled':
      return { title: 'Cancelled', sentence: 'Nothing was changed.', action: 'none' };
    case 'unexpected':
      return unexpectedMessage(error.reference);
    default:
      return assertNever(error);
  }
}

/** Only a rotation looks by itself. */
const lostMessage = (isRotation: boolean): WordedError => ({
  title: 'The answer was lost',
  sentence: `The request left this machine and no answer came back, so it may or may not have happened. ${
    isRotation
      ? 'Rekey looks at the provider before anything is sent again.'
      : 'Sync the account to see what is true before you send it again.'
  }`,
  action: isRotation ? 'open-rotation' : 'sync',
});

type ProviderError = Exclude<
  Extract<AppError, { readonly providerId: string }>,
  { readonly kind: 'sign-in-refused' }
>;

function providerMessage(error: ProviderError, provider: string): WordedError {
  switch (error.kind) {
    case 'provider-unauthorized':
      return {
        title: 'Signed out',
        sentence: `${provider} no longer accepts this session. Sign in again; the keys already read stay here.`,
        action: 'sign-in',
      };
    case 'provider-forbidden':
      return {
        title: 'Not allowed for this account',
        sentence:
          error.permission === null
            ? `${provider} accepts the sign-in but not this action, and does not say why: a right is missing, or the account’s plan does not include it. Ask an owner of the account.`
            : `${provider} accepts the sign-in, but the right “${error.permission}” is missing. Ask an owner of the account for it.`,
        action: 'none',
      };
    case 'provider-rate-limited':
      return {
        title: 'Too many requests',
        sentence: `${provider} asks to wait until ${exactTime(error.retryAt)}. What was read so far is kept.`,
        action: 'try-again',
      };
    case 'provider-unavailable':
      return unavailableMessage(error, provider);
    case 'provider-rejected':
      return rejectionMessage(error, provider);
    case 'provider-changed':
      return {
        title: `${provider} answers in a new form`,
        sentence: `Rekey does not understand the answer any more (${error.issues.slice(0, 3).join('; ')}). What was read before stays; update Rekey.`,
        action: 'none',
      };
  }
}

function unavailableMessage(
  error: Extract<AppError, { kind: 'provider-unavailable' }>,
  provider: string,
): WordedError {
  const sentences = {
    'server-error': `Its server failed${error.status === null ? '' : ` with status ${error.status.toString()}`}. Try again in a minute.`,
    'not-json':
      'The answer is a web page, not the API’s. A network sign-in page may be in the way: open a browser, then try again.',
    'too-large': 'The answer is larger than any real one and was not read.',
    truncated:
      error.status === null
        ? 'The connection broke before an answer came. Check the network, then try again.'
        : 'The answer ended in the middle and was not used. Try again.',
  };
  return {
    title: `${provider} is not available`,
    sentence: sentences[error.reason],
    action: 'try-again',
  };
}

function addressMessage(reason: AddressReason, host: string): WordedError {
  const named = host === '' ? 'This address' : `“${host}”`;
  const sentences: Record<AddressReason, string> = {
    'not-a-url': 'This is no web address. It looks like https://host/path.',
    'not-https': `${named} would be spoken to without encryption. Only https is allowed, or http to this machine in development.`,
    'has-credentials':
      'The address contains a user name or password. Leave them out; they belong in the form.',
    'has-query': 'The address ends in “?…” or “#…”. Leave that part out.',
    'foreign-host': `${named} is not a host of this provider. Rekey sends credentials only to the provider’s own hosts.`,
    redirected: `${named} sends the request on to another address. Rekey does not follow, so that no credential goes elsewhere.`,
    tls: `${named} could not prove who it is: its certificate is not trusted here. Nothing was sent.`,
    'not-found': `${named} has no address in the network. Check the spelling.`,
    refused: `Nothing answers at ${host === '' ? 'this address' : named}: it does not accept connections on this port. What was read before stays here. Check that the server runs and that the address is right.`,
  };
  return reason === 'refused'
    ? { title: 'The server does not answer', sentence: sentences[reason], action: 'try-again' }
    : { title: 'Server address refused', sentence: sentences[reason], action: 'none' };
}

function keychainMessage(reason: KeychainReason): WordedError {
  const sentences: Record<KeychainReason, string> = {
    locked: 'The keychain is locked. Unlock it in your system’s password manager.',
    'no-bus':
      'This session has no D-Bus, so no keychain can be reached. Start Rekey from a desktop session.',
    'no-service':
      'No keychain program answers. Install and start gnome-keyring, KWallet or KeePassXC with its Secret Service.',
    'no-collection':
      'The keychain has no default collection yet. Create a keyring named “Login” in your password manager.',
    denied: 'The system refused access to the keychain. Allow it for Rekey.',
    'timed-out':
      'The keychain did not answer in time. It may be waiting for a password in another window.',
    'too-large': 'The value is longer than a keychain item may be.',
    mismatch:
      'What the keychain gave back differs from what was written. Nothing relies on it; check the keychain.',
    'session-only': 'You chose to work without a keychain in this session.',
    other: 'The keychain failed for a reason Rekey does not know. Details are in the log.',
  };
  return {
    title: 'The keychain cannot be used',
    sentence: sentences[reason],
    action: reason === 'locked' || reason === 'timed-out' ? 'try-again' : 'none',
  };
}

function databaseMessage(reason: DatabaseReason, fileName: string): WordedError {
  const sentences: Record<DatabaseReason, string> = {
    'wrong-key': `“${fileName}” cannot be opened with the key in this keychain. It belongs to another keychain; the file was not touched.`,
    'key-missing': `The key to “${fileName}” is not in the keychain. Restore the keychain, or start with a new profile; the file was not touched.`,
    'newer-version': `“${fileName}” was written by a newer Rekey. Update Rekey; the file was not touched.`,
    'not-ours': `“${fileName}” is not a Rekey database. It was not touched; move it away or choose another profile.`,
    'read-only': `“${fileName}” can be read but not written. Everything can be looked at; changes need a writable folder.`,
    'in-use': `Another Rekey is using “${fileName}”. Close it, then start again.`,
    damaged: `“${fileName}” is damaged. It was not touched; restore a copy, or start with a new profile and sync.`,
  };
  return { title: 'The saved list cannot be used', sentence: sentences[reason], action: 'none' };
}

function unexpectedMessage(reference: string): WordedError {
  return reference.startsWith('no-answer:')
    ? {
        title: 'Rekey does not answer',
        sentence:
          'The part of Rekey that does the work has stopped or refused this page. Close the window and start Rekey again; saved data is not affected.',
        action: 'try-again',
      }
    : {
        title: 'A fault in Rekey',
        sentence: `This is a mistake in Rekey, not yours. Its reference in the log is ${reference}. Check the current state before trying again.`,
        action: 'none',
      };
}

/** Issues come as short texts of a schema: "too long" becomes "Too long." */
function asSentence(text: string): string {
  const capital = `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
  return /[.!?]$/.test(capital) ? capital : `${capital}.`;
}
