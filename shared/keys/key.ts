import { z } from 'zod';
import {
  connectionIdSchema,
  containerIdSchema,
  instantSchema,
  keyIdSchema,
  partIdSchema,
  rotationIdSchema,
} from '../lib/ids.ts';
import { keyScopeSchema } from '../scopes/key-scope.ts';

/** Names come from providers and people: any text, shown escaped, never longer than this in a list. */
export const untrustedNameSchema = z.string().max(10_000);

/** What the key is for at the provider; `unset` where the provider has no such notion. */
export const environmentSchema = z.enum(['production', 'testing', 'unset']);
export type Environment = z.infer<typeof environmentSchema>;

export const keyStatusSchema = z.enum([
  'active',
  /** Disabled, revoked, deactivated or deleted, as the provider says it. */
  'ended',
  /** The provider did not say; unlocks nothing. */
  'unknown',
  /** Vanished from the provider's list. Its secrets stay with us. */
  'gone',
]);
export type KeyStatus = z.infer<typeof keyStatusSchema>;

export const custodySchema = z.enum([
  'in-keychain',
  /** The provider shows it again on request; nothing is stored here. */
  'at-provider',
  /** In Rekey's encrypted database, until the keychain takes it. Never stored: told by what is in escrow. */
  'awaiting-keychain',
  'not-held',
  /** In memory only, until Rekey quits. */
  'session',
]);
export type Custody = z.infer<typeof custodySchema>;

export const partRoleSchema = z.enum(['publish', 'subscribe', 'secret', 'api-key', 'token']);
export type PartRole = z.infer<typeof partRoleSchema>;

/** One value of a key. The value itself is here only when it is no secret. */
export const partSchema = z.object({
  id: partIdSchema,
  role: partRoleSchema,
  nature: z.enum(['identifier', 'secret']),
  /** Only for `identifier`; null for every secret. */
  value: z.string().max(500).nullable(),
  /** The provider's own prefix, such as `sec-c-` and five characters; never trailing characters. */
  stub: z.string().max(40).nullable(),
  custody: custodySchema,
  expiresAt: instantSchema.nullable(),
  state: z.enum(['current', 'expiring', 'ended']),
});
export type Part = z.infer<typeof partSchema>;

/** Why a key asks for attention; worded by the renderer. Most urgent first. */
export const attentionReasonSchema = z.enum([
  'rotation-waiting',
  'secret-not-held',
  'gone-at-provider',
  'access-manager-off',
  'scope-unrestricted',
  'over-age',
  'history-forever',
]);
export type AttentionReason = z.infer<typeof attentionReasonSchema>;

/** One row of the list. Never a value, not even of an identifier. */
export const keySummarySchema = z.object({
  id: keyIdSchema,
  connectionId: connectionIdSchema,
  containerId: containerIdSchema,
  containerName: untrustedNameSchema,
  providerId: z.string().max(40),
  providerKeyId: z.string().max(100),
  name: untrustedNameSchema,
  environment: environmentSchema,
  status: keyStatusSchema,
  /** The provider's date, else null: then the age is at least the time since `firstSeenAt`. */
  createdAt: instantSchema.nullable(),
  firstSeenAt: instantSchema,
  /** When the provider last showed this key to us. */
  asOf: instantSchema,
  lastRotatedAt: instantSchema.nullable(),
  /** Scope in a few words, most telling first: "Access Manager off", "history 365 d". */
  scopeWords: z.array(z.string().max(80)).max(12),
  custody: custodySchema,
  attention: z.array(attentionReasonSchema),
  openRotationId: rotationIdSchema.nullable(),
  owner: z.string().max(200),
  purpose: z.string().max(200),
});
export type KeySummary = z.infer<typeof keySummarySchema>;

/** What a person wrote about a key. Stays on this machine. */
export const keyAnnotationsSchema = z.object({
  notes: z.string().max(10_000),
  owner: z.string().max(200),
  purpose: z.string().max(200),
  /** Shipped in a browser or an app, where everybody can read it: never used on servers again. */
  isPublic: z.boolean(),
});
export type KeyAnnotations = z.infer<typeof keyAnnotationsSchema>;

/** Of a key about which nobody wrote anything. */
export const noAnnotations: KeyAnnotations = {
  notes: '',
  owner: '',
  purpose: '',
  isPublic: false,
};

/** One key with its identifiers and scope; still without any secret value. */
export const keyDetailsSchema = z.object({
  summary: keySummarySchema,
  parts: z.array(partSchema),
  scope: keyScopeSchema,
  annotations: keyAnnotationsSchema,
  /** Lineage: the key this one replaced, and the one that replaced it. */
  replaces: keyIdSchema.nullable(),
  replacedBy: keyIdSchema.nullable(),
});
export type KeyDetails = z.infer<typeof keyDetailsSchema>;

/** A key that was just made. */
export const createdKeySchema = keyDetailsSchema.extend({
  /** In what it differs from what was sent, by the provider's names; empty: in nothing. */
  scopeDifferences: z.array(z.string().max(120)),
});
export type CreatedKey = z.infer<typeof createdKeySchema>;
