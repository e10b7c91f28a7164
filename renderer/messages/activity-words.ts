import type { ActivityAction, ActivityEntry } from '../../shared/activity/activity-entry.ts';

/** Where the subject's name stands in a sentence. */
const SUBJECT = '{}';

interface ActionWords {
  /** What happened: "Renamed {}". */
  readonly done: string;
  /** The same as an attempt, before "was refused" or "failed": "Renaming {}". */
  readonly attempt: string;
}

const words: Readonly<Record<ActivityAction, ActionWords>> = {
  'connection.connected': { done: 'Connected {}', attempt: 'Connecting {}' },
  'connection.signed-in': { done: 'Signed in again to {}', attempt: 'Signing in again to {}' },
  'connection.renamed': { done: 'Renamed an account to {}', attempt: 'Renaming an account to {}' },
  'connection.forgotten': { done: 'Forgot the account {}', attempt: 'Forgetting the account {}' },
  'container.created': { done: 'Created the app {}', attempt: 'Creating the app {}' },
  'sync.completed': { done: 'Read the keys of {}', attempt: 'Reading the keys of {}' },
  'sync.failed': { done: 'Stopped reading the keys of {}', attempt: 'Reading the keys of {}' },
  'key.created': { done: 'Created the key {}', attempt: 'Creating the key {}' },
  'key.edited': { done: 'Edited {}', attempt: 'Editing {}' },
  'key.disabled': { done: 'Disabled {} for good', attempt: 'Disabling {}' },
  'key.revoked': { done: 'Revoked {} for good', attempt: 'Revoking {}' },
  'key.deleted': { done: 'Deleted {} for good', attempt: 'Deleting {}' },
  'key.annotated': { done: 'Changed the notes of {}', attempt: 'Changing the notes of {}' },
  'key.due-rule-set': {
    done: 'Changed when {} is to be rotated',
    attempt: 'Changing when {} is to be rotated',
  },
  'key.snoozed': { done: 'Put off the rotation of {}', attempt: 'Putting off the rotation of {}' },
  'key.unsnoozed': {
    done: 'Ended the snooze of {}',
    attempt: 'Ending the snooze of {}',
  },
  'secret.revealed': { done: 'Revealed a secret of {}', attempt: 'Revealing a secret of {}' },
  'secret.copied': { done: 'Copied a secret of {}', attempt: 'Copying a secret of {}' },
  'secret.kept': {
    done: 'Kept a copy of a secret of {} in the keychain',
    attempt: 'Keeping a copy of a secret of {}',
  },
  'secret.extended': {
    done: 'Moved the end of a secret of {}',
    attempt: 'Moving the end of a secret of {}',
  },
  'secret.ended': { done: 'Ended a secret of {} for good', attempt: 'Ending a secret of {}' },
  'tokens.revoked': { done: 'Revoked tokens of {}', attempt: 'Revoking tokens of {}' },
  'vault.put': {
    done: 'Wrote the vault secret {}',
    attempt: 'Writing the vault secret {}',
  },
  'vault.deleted': {
    done: 'Deleted the vault secret {}',
    attempt: 'Deleting the vault secret {}',
  },
  'vault.revealed': {
    done: 'Revealed the vault secret {}',
    attempt: 'Revealing the vault secret {}',
  },
  'vault.copied': { done: 'Copied the vault secret {}', attempt: 'Copying the vault secret {}' },
  'rotation.started': { done: 'Started to rotate {}', attempt: 'Starting to rotate {}' },
  'rotation.step': { done: 'Moved the rotation of {} on', attempt: 'A step of the rotation of {}' },
  'rotation.attested': {
    done: 'Attested a step of the rotation of {}',
    attempt: 'Attesting a step of the rotation of {}',
  },
  'rotation.needs-attention': {
    done: 'Paused the rotation of {}: it needs attention',
    attempt: 'The rotation of {} stopped and needs attention: a step',
  },
  'rotation.completed': {
    done: 'Completed the rotation of {}',
    attempt: 'Completing the rotation of {}',
  },
  'rotation.rolled-back': {
    done: 'Rolled the rotation of {} back',
    attempt: 'Rolling the rotation of {} back',
  },
  'rotation.cancelled': {
    done: 'Cancelled the rotation of {}',
    attempt: 'Cancelling the rotation of {}',
  },
  'settings.changed': { done: 'Changed the settings', attempt: 'Changing the settings' },
};

const outcomeTails: Readonly<Record<ActivityEntry['outcome'], string>> = {
  done: '',
  refused: ' was refused',
  failed: ' failed',
};

export interface ActivitySentence {
  readonly before: string;
  /** Whether the subject's name stands between the two halves. */
  readonly hasSubject: boolean;
  readonly after: string;
}

/** One entry of the log as a sentence in the past tense, around the name of its subject. */
export function activitySentence({
  action,
  outcome,
}: Pick<ActivityEntry, 'action' | 'outcome'>): ActivitySentence {
  const { done, attempt } = words[action];
  const template = outcome === 'done' ? done : `${attempt}${outcomeTails[outcome]}`;
  const [before = '', after] = template.split(SUBJECT);
  return { before, hasSubject: after !== undefined, after: after ?? '' };
}

export const outcomeWords: Readonly<Record<ActivityEntry['outcome'], string>> = {
  done: 'done',
  refused: 'refused',
  failed: 'failed',
};

/** What kinds of entries a person looks for. */
export const activityKinds = [
  { id: 'accounts', label: 'Accounts and apps' },
  { id: 'syncs', label: 'Reading keys' },
  { id: 'keys', label: 'Keys' },
  { id: 'secrets', label: 'Secrets' },
  { id: 'vault', label: 'Vault' },
  { id: 'rotations', label: 'Rotations' },
  { id: 'settings', label: 'Settings' },
] as const;
export type ActivityKind = (typeof activityKinds)[number]['id'];

const kindsByPrefix: Readonly<Record<string, ActivityKind>> = {
  connection: 'accounts',
  container: 'accounts',
  sync: 'syncs',
  key: 'keys',
  secret: 'secrets',
  tokens: 'keys',
  vault: 'vault',
  rotation: 'rotations',
  settings: 'settings',
};

/** The kind of an action, by the word before its dot. */
export const kindOf = (action: ActivityAction): ActivityKind =>
  kindsByPrefix[action.slice(0, action.indexOf('.'))] ?? 'settings';
