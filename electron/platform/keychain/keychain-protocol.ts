import { z } from 'zod';
import { keychainReasonSchema } from '../../../shared/errors/app-error.ts';

const item = {
  id: z.number().int().min(1),
  service: z.string().min(1).max(100),
  name: z.string().min(1).max(300),
};

/** What the helper is asked. It answers every request once, in any order, with the request's id. */
export const helperRequestSchema = z.discriminatedUnion('operation', [
  z.strictObject({ ...item, operation: z.literal('read') }),
  z.strictObject({ ...item, operation: z.literal('write'), secretValue: z.string() }),
  z.strictObject({ ...item, operation: z.literal('remove') }),
]);
export type HelperRequest = z.infer<typeof helperRequestSchema>;

const id = z.number().int().min(1);

export const helperReplySchema = z.discriminatedUnion('kind', [
  /** Null: the keychain says that there is no such item, which is not yet to be believed. */
  z.strictObject({ id, kind: z.literal('value'), secretValue: z.string().nullable() }),
  z.strictObject({ id, kind: z.literal('written') }),
  z.strictObject({ id, kind: z.literal('removed'), wasThere: z.boolean() }),
  /** `text` is the library's, for the log. */
  z.strictObject({
    id,
    kind: z.literal('failed'),
    reason: keychainReasonSchema,
    text: z.string().max(500),
  }),
]);
export type HelperReply = z.infer<typeof helperReplySchema>;
