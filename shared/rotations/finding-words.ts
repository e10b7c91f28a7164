import type { PreflightFinding } from './rotation-view.ts';

const findingSentences: Readonly<Record<PreflightFinding['reason'], string>> = {
  'not-signed-in': 'The account is not signed in. Sign in again, then check once more.',
  offline: 'The provider cannot be reached. A rotation starts only from a fresh look at the key.',
  'key-not-active': 'This key is not active, so there is nothing to replace.',
  'rotation-open': 'A rotation of this key is already open.',
  'made-by-open-rotation':
    'This key was made by a rotation that is still open, and which may end it again.',
  'keychain-unavailable':
    'The keychain does not store anything now, so a new secret would have no safe place.',
  'database-read-only':
    'The profile cannot be written, so no step could be saved before it happens.',
  'not-supported': 'This provider offers no way to replace a key.',
  'draft-refused': 'A new key like this one cannot be made.',
  'unexpected-answer':
    'The key could not be looked at: the answer was not one that Rekey knows. A rotation starts only from a fresh look at the key.',
  'name-will-be-cut':
    'The name is long: it is cut to make room for the marker by which the new key is found again.',
  'not-testable-access-manager-off':
    'Access Manager is off for this keyset, so no harmless request can prove the secret. You will be asked to attest instead.',
  'no-harmless-check':
    'No harmless request can prove a key of this provider. You will be asked to attest instead.',
  'secret-not-held':
    'The old key’s secret is not on this machine, so no request can prove it. You will be asked to attest instead.',
  'old-already-refused':
    'The provider refuses the old key’s secret already, so a refusal later would prove nothing. You will be asked to attest the end of the old one.',
  'probe-failed':
    'The old key could not be checked with a request just now. It is checked again when the rotation comes to it.',
  'key-changed-since-sync':
    'The key has changed since the last sync. The plan uses what the provider shows now.',
  'unmanaged-not-carried':
    'Some properties are not managed by Rekey and are not carried over. They are listed below.',
  'clock-skewed': 'This machine’s clock differs from the provider’s. Signed checks may be refused.',
  'own-credential': 'Rekey signs in with this very secret, and would lock itself out.',
  'missing-right': 'What Rekey signs in with lacks a right that this rotation may need.',
  'plan-tier': 'Whether the account’s plan includes this is not known before the call.',
  'too-many-secrets': 'The key has as many old secrets as the provider allows.',
  'too-many-keys': 'The provider’s limit for keys leaves little or no room for one more.',
  'stub-collision': 'The key’s secrets cannot be told apart, so the wrong one might be ended.',
  'quota-low': 'Few requests are left before the provider’s rate limit.',
  'overlap-out-of-bounds': 'The provider does not let an old secret go on for that long.',
  'gap-at-the-call':
    'The old secret ends with the call: nothing works until the consumers have the new one.',
  'cut-before-consumers':
    'The old key is ended before the consumers have the new secret: they stop until they get it.',
  'cannot-be-ended':
    'The console cannot end this key. Once everything has moved, ask the provider’s support; the request’s text comes with that step.',
  'check-counts-as-traffic':
    'A check with this key counts as traffic. You are asked each time, and can attest instead.',
  'ends-by-itself':
    'The provider ends the old secret by its own clock, whether Rekey runs or not. You can give it more time until then.',
};

/** What helps where the provider's own figures or names may take the place of what was found. */
const findingHelp: Partial<Readonly<Record<PreflightFinding['reason'], string>>> = {
  offline: 'Look whether this machine is connected, then check again.',
  'unexpected-answer': 'Check again in a while.',
  'rotation-open': 'Go on with that one, or give it up.',
  'made-by-open-rotation': 'Finish that one first.',
  'keychain-unavailable': 'Unlock the keychain and let Rekey use it, then check again.',
  'database-read-only':
    'Make the folder of the profile writable and leave some space on the disk, then check again.',
  'own-credential': 'Sign in with another credential first.',
  'missing-right': 'Add it at the provider, or sign in with a credential that has it.',
  'plan-tier': 'If the provider refuses the call, nothing has changed.',
  'too-many-secrets': 'Wait until one ends, or end one in the details of the key.',
  'too-many-keys': 'End a key that nobody uses, then check again.',
  'stub-collision': 'End one of them in the details of the key, or choose another way.',
  'clock-skewed': 'Set it, then check again.',
  'quota-low': 'Wait until then if you can.',
  'overlap-out-of-bounds': 'Choose another time below.',
};

/** What was found, in a sentence or two, with what helps. */
export function findingSentence({ reason, detail }: PreflightFinding): string {
  const found = findingSentences[reason];
  const help = findingHelp[reason];
  if (help !== undefined) return `${detail ?? found} ${help}`;
  return detail === null ? found : `${found} ${detail}`;
}
