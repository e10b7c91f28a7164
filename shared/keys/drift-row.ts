import { z } from 'zod';
import { connectionIdSchema, instantSchema, keyIdSchema } from '../lib/ids.ts';
import { untrustedNameSchema } from './key.ts';

/** What somebody did to a key elsewhere. `details` are names and words, never a property's value. */
export const driftKindSchema = z.enum([
  /** No details. */
  'created',
  /** No details. */
  'gone',
  /** Listed again after it was gone; the status it has now. */
  'came-back',
  /** The status before and after. */
  'status',
  /** The name before and after. */
  'renamed',
  /** The environment before and after. */
  'environment',
  /** What the key may do now and could not before. */
  'scope-widened',
  /** What it could do and may no longer. */
  'scope-narrowed',
  /** Settings that changed without the key being able to do more or less; empty when all of it did. */
  'scope-changed',
  /** Properties that Rekey does not manage. */
  'unmanaged-appeared',
  'unmanaged-vanished',
]);
export type DriftKind = z.infer<typeof driftKindSchema>;

export const driftDetailsSchema = z.array(z.string().max(300)).max(50);

/** One change that a sync found, with what a person knows the key by. */
export const driftRowSchema = z.object({
  connectionId: connectionIdSchema,
  keyId: keyIdSchema,
  /** As they are now. */
  keyName: untrustedNameSchema,
  containerName: untrustedNameSchema,
  /** When the sync found it; it happened between the sync before and then. */
  at: instantSchema,
  kind: driftKindSchema,
  details: driftDetailsSchema,
});
export type DriftRow = z.infer<typeof driftRowSchema>;
