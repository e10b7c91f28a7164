import { assertNever } from '../../../shared/lib/assert-never.ts';
import type {
  PlannedCall,
  PreflightFinding,
  Proof,
  RotationStep,
  RotationView,
} from '../../../shared/rotations/rotation-view.ts';

/** The steps of the happy path as the wizard lists them. */
export const pathSteps = [
  'planned',
  'minting',
  'keeping',
  'verifying',
  'distributing',
  'overlapping',
  'retiring',
  'verifying-dead',
  'completed',
] as const satisfies readonly RotationStep[];
export type PathStep = (typeof pathSteps)[number];

export const stepLabels: Readonly<Record<PathStep, string>> = {
  planned: 'Plan',
  minting: 'Create the new key',
  keeping: 'Keep its secret',
  verifying: 'Verify the new key',
  distributing: 'Hand it over',
  overlapping: 'Overlap',
  retiring: 'Retire the old key',
  'verifying-dead': 'Verify it is dead',
  completed: 'Receipt',
};

/** What a rotation is doing, for lists and headings. */
export const stepWords: Readonly<Record<RotationStep, string>> = {
  planned: 'planned, nothing sent yet',
  minting: 'creating the new key',
  reconciling: 'looking for the new key',
  keeping: 'putting the new secret into the keychain',
  verifying: 'verifying the new key',
  distributing: 'handing the new secret over',
  overlapping: 'both keys work; waiting for you to retire the old one',
  retiring: 'retiring the old key',
  'verifying-dead': 'verifying that the old key is dead',
  completed: 'completed',
  'rolling-back': 'ending the new key again',
  'rolled-back': 'rolled back; the old key is unchanged',
  cancelled: 'cancelled; nothing was changed',
  'needs-attention': 'needs your attention',
};

const findingSentences: Readonly<Record<PreflightFinding['reason'], string>> = {
  'not-signed-in': 'The account is not signed in. Sign in again, then check once more.',
  offline: 'The provider cannot be reached. A rotation starts only from a fresh look at the key.',
  'key-not-active': 'This key is not active, so there is nothing to replace.',
  'rotation-open': 'A rotation of this key is already open.',
  'keychain-unavailable':
    'The keychain does not store anything now, so a new secret would have no safe place.',
  'database-read-only':
    'The profile cannot be written, so no step could be saved before it happens.',
  'not-supported': 'This provider offers no way to replace a key.',
  'name-will-be-cut':
    'The name is long: it is cut to make room for the marker by which the new key is found again.',
  'not-testable-access-manager-off':
    'Access Manager is off for this keyset, so no harmless request can prove the secret. You will be asked to attest instead.',
  'no-harmless-check':
    'No harmless request can prove a key of this provider. You will be asked to attest instead.',
  'secret-not-held':
    'The old key’s secret is not on this machine, so no request can prove it. You will be asked to attest instead.',
  'probe-failed':
    'The old key could not be checked with a request just now. It is checked again when the rotation comes to it.',
  'key-changed-since-sync':
    'The key has changed since the last sync. The plan uses what the provider shows now.',
  'unmanaged-not-carried':
    'Some properties are not managed by Rekey and are not carried over. They are listed below.',
  'clock-skewed': 'This machine’s clock differs from the provider’s. Signed checks may be refused.',
};

export const findingSentence = (finding: PreflightFinding): string =>
  findingSentences[finding.reason];

export const purposeWords: Readonly<Record<PlannedCall['purpose'], string>> = {
  'read-old': 'look at the old key',
  'create-new': 'create the new key',
  'read-new': 'read its values',
  'prove-new': 'prove that it works',
  'retire-old': 'end the old key — final',
  're-read-old': 'see that it ended',
  'prove-old-dead': 'prove that it is refused',
};

const attestReasons: Readonly<Record<Extract<Proof, { how: 'attested' }>['reason'], string>> = {
  'access-manager-off': 'not testable, Access Manager is off',
  'no-harmless-check': 'no harmless check exists',
  'person-chose': 'chosen instead of a check',
};

/** Why a plan asks a person instead of the provider. */
export function plannedAttestWords(findings: readonly PreflightFinding[]): string {
  const reasons = findings.map(({ reason }) => reason);
  if (reasons.includes('not-testable-access-manager-off'))
    return attestReasons['access-manager-off'];
  return reasons.includes('secret-not-held')
    ? 'the old secret is not on this machine'
    : attestReasons['no-harmless-check'];
}

/** Why a person is asked instead of the provider. */
export const uncheckedBecause: typeof attestReasons = {
  'access-manager-off': 'Access Manager is off for this keyset',
  'no-harmless-check': 'no harmless check exists',
  'person-chose': 'you chose to look yourself',
};

/** How something was proved, in a few words. */
export function proofWords(proof: Proof): string {
  switch (proof.how) {
    case 'probe':
      return proof.status === null
        ? 'checked by request'
        : `checked by request (answer ${String(proof.status)})`;
    case 'attested':
      return `attested by you — ${attestReasons[proof.reason]}`;
    default:
      return assertNever(proof);
  }
}

/** Where on the happy path a rotation stands, also when it has left it. */
export function pathStepOf(view: Pick<RotationView, 'step' | 'attention' | 'timeline'>): PathStep {
  const step = view.step === 'needs-attention' ? (view.attention?.from ?? 'planned') : view.step;
  if (isPathStep(step)) return step;
  if (step === 'reconciling') return 'minting';
  const last = view.timeline.map((entry) => entry.step).findLast(isPathStep);
  return last ?? 'planned';
}

const isPathStep = (step: RotationStep): step is PathStep =>
  (pathSteps as readonly RotationStep[]).includes(step);
