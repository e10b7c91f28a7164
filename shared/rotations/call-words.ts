import type { PlannedCall } from './rotation-view.ts';

/** What a planned call is for. */
export const purposeWords: Readonly<Record<PlannedCall['purpose'], string>> = {
  'read-old': 'look at the old key',
  'create-new': 'create the new key',
  'read-new': 'read its values',
  'prove-new': 'prove that it works',
  'retire-old': 'end the old key — final',
  're-read-old': 'see that it ended',
  'prove-old-dead': 'prove that it is refused',
};
