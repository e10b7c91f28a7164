import type { AppError } from '../../shared/errors/app-error.ts';
import type { WordedError } from './worded-error.ts';

type ConflictReason = Extract<AppError, { kind: 'conflict' }>['reason'];

/** What is in the way, and the way on. */
export const conflictMessages: Readonly<Record<ConflictReason, WordedError>> = {
  'rotation-open': {
    title: 'A rotation is open',
    sentence: 'Finish or cancel the rotation of this key first. Nothing was changed.',
    action: 'open-rotation',
  },
  'already-ended': {
    title: 'It has ended already',
    sentence:
      'It was disabled, revoked or deleted at the provider before this. Sync the account to see what is there.',
    action: 'sync',
  },
  'name-taken': {
    title: 'The name is taken',
    sentence:
      'This name exists already. Choose another one, or replace the existing entry on purpose.',
    action: 'none',
  },
  'look-first': {
    title: 'An earlier answer was lost',
    sentence:
      'A key with this name was asked for before, and nobody knows whether it exists. Look at the provider first. Nothing was sent.',
    action: 'none',
  },
  'create-running': {
    title: 'It is being created',
    sentence:
      'A key with this name was asked for a moment ago, and the answer is still to come. Wait for it. Nothing was sent a second time.',
    action: 'none',
  },
  'name-absent': {
    title: 'There is nothing to replace',
    sentence: 'This name no longer exists at the provider. Create it instead.',
    action: 'none',
  },
  'step-not-allowed': {
    title: 'Not at this step',
    sentence:
      'The rotation has moved on and this is no longer possible. Look at where it stands now.',
    action: 'open-rotation',
  },
  'changed-meanwhile': {
    title: 'It changed meanwhile',
    sentence:
      'The provider’s data is no longer what you saw. Sync the account, then decide again. Nothing was changed.',
    action: 'sync',
  },
  'typed-name-differs': {
    title: 'The typed name differs',
    sentence:
      'Type the name exactly as it is shown, with capitals and spaces. Nothing was changed.',
    action: 'none',
  },
  'sandbox-present': {
    title: 'The sandbox is already connected',
    sentence: 'Its accounts are in the list. Leave the sandbox first to start it afresh.',
    action: 'none',
  },
  'sync-running': {
    title: 'A sync is running',
    sentence: 'Wait until it has finished, or cancel it.',
    action: 'none',
  },
};
