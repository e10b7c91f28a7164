import { z } from 'zod';
import { syncProgressSchema } from '../../connections/connection.ts';
import { connectionIdSchema, keyIdSchema, rotationIdSchema } from '../../lib/ids.ts';
import { event } from './command.ts';

/** Small facts; the page reads again what they are about. */
export const events = {
  'app.status-changed': event(z.strictObject({})),
  'connections.changed': event(z.strictObject({})),
  'keys.changed': event(z.strictObject({ connectionId: connectionIdSchema.nullable() })),
  'sync.progressed': event(z.strictObject({ progress: syncProgressSchema })),
  'vault.changed': event(z.strictObject({ keyId: keyIdSchema })),
  'rotations.changed': event(z.strictObject({ rotationId: rotationIdSchema })),
  'activity.appended': event(z.strictObject({})),
  'settings.changed': event(z.strictObject({})),
  /** The clipboard no longer holds what was copied from here. */
  'clipboard.cleared': event(z.strictObject({})),
} as const;
