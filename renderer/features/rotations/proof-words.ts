import { assertNever } from '../../../shared/lib/assert-never.ts';
import type {
  EndStatement,
  PreflightFinding,
  Proof,
} from '../../../shared/rotations/rotation-view.ts';

const attestReasons: Readonly<Record<Extract<Proof, { how: 'attested' }>['reason'], string>> = {
  'access-manager-off': 'not testable, Access Manager is off',
  'no-harmless-check': 'no harmless check exists',
  'counts-as-traffic': 'a check would have counted as traffic',
  'secret-not-held': 'the old secret is not on this machine',
  'already-refused': 'it was refused before anything ended it',
  'new-key-ended': 'somebody had ended the new one too: neither works',
  'person-chose': 'chosen instead of a check',
};

/** Why a plan asks a person instead of the provider. */
export function plannedAttestWords(findings: readonly PreflightFinding[]): string {
  const reasons = findings.map(({ reason }) => reason);
  if (reasons.includes('not-testable-access-manager-off'))
    return attestReasons['access-manager-off'];
  if (reasons.includes('check-counts-as-traffic')) return uncheckedBecause['counts-as-traffic'];
  if (reasons.includes('old-already-refused')) return attestReasons['already-refused'];
  return reasons.includes('secret-not-held')
    ? attestReasons['secret-not-held']
    : attestReasons['no-harmless-check'];
}

/** Why a person is asked instead of the provider. */
export const uncheckedBecause: typeof attestReasons = {
  'access-manager-off': 'Access Manager is off for this keyset',
  'no-harmless-check': 'no harmless check exists',
  'counts-as-traffic': 'a check counts as traffic of your project',
  'secret-not-held': 'the old secret is not on this machine',
  'already-refused': 'the old secret was refused before anything ended it',
  'new-key-ended':
    'somebody has ended the new one too, and nothing is left to compare with: neither works',
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

/** What a person said of the end of the old key. */
export const statementWords: Readonly<Record<EndStatement, string>> = {
  deactivated: 'The old key is deactivated in the console',
  'logs-stopped': 'The logs show that requests with the old token have stopped',
  archived: 'The old token is archived',
  'support-confirmed': 'Support has confirmed that the old key is refused',
};
