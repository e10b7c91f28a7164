import { z } from 'zod';
import { instantSchema, keyIdSchema } from '../lib/ids.ts';
import { ruleDays, tagLimits, tagPattern } from './due-limits.ts';
import { environmentSchema } from './key.ts';

const ruleDaysSchema = z.number().int().min(ruleDays.min).max(ruleDays.max);

const tagSchema = z
  .string()
  .regex(tagPattern, 'A tag has up to 24 small letters, digits and hyphens.');

/** How often keys with this tag are rotated. */
export const tagPolicySchema = z.strictObject({ tag: tagSchema, days: ruleDaysSchema });
export type TagPolicy = z.infer<typeof tagPolicySchema>;

/** The settings that say when keys are due. */
export interface DuePolicies {
  readonly maxAgeDaysProduction: number;
  readonly maxAgeDaysOther: number;
  readonly tagPolicies: readonly TagPolicy[];
}

/** What a person chose for one key; null leaves it to its tags and its environment. */
export const keyRuleSchema = z.union([ruleDaysSchema, z.literal('never')]).nullable();
export type KeyRule = z.infer<typeof keyRuleSchema>;

export const keyTagsSchema = z.array(tagSchema).max(tagLimits.perKey);

export const snoozeReasonSchema = z.string().trim().min(1).max(200);

const snoozeSchema = z.object({
  /** When it was decided: a later rotation ends the snooze. */
  at: instantSchema,
  until: instantSchema,
  reason: snoozeReasonSchema,
});

/** What a person decided about the rotation of one key. Stays on this machine. */
export const duePlanSchema = z.object({
  tags: keyTagsSchema,
  rule: keyRuleSchema,
  snooze: snoozeSchema.nullable(),
});
export type DuePlan = z.infer<typeof duePlanSchema>;

/** Of a key about which nothing was decided. */
export const noDuePlan: DuePlan = { tags: [], rule: null, snooze: null };

/** Why a date is the one it is. */
const dueCauseSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('key'), days: ruleDaysSchema }),
  z.object({ kind: z.literal('tag'), tag: tagSchema, days: ruleDaysSchema }),
  z.object({
    kind: z.literal('environment'),
    environment: environmentSchema,
    days: ruleDaysSchema,
  }),
  /** The provider ends the current secret then, whatever a policy says. */
  z.object({ kind: z.literal('secret-ends') }),
  /** The provider ends a secret that was rotated away, and what still uses it stops. */
  z.object({ kind: z.literal('old-secret-ends') }),
]);
export type DueCause = z.infer<typeof dueCauseSchema>;

const dueStateSchema = z.enum(['never', 'not-due', 'soon', 'due', 'snoozed']);

const rotationDueSchema = z.object({
  state: dueStateSchema,
  /** Null for a key that is never due. */
  dueAt: instantSchema.nullable(),
  /** How many days ahead it is worth telling, of those that have been reached; null before and after. */
  leadDays: z.number().int().positive().nullable(),
  /** Null for a key that is never due. */
  cause: dueCauseSchema.nullable(),
  /** Counted from the first sight, because the provider gives no date: the key may be older. */
  isLowerBound: z.boolean(),
  /** While it counts. */
  snooze: snoozeSchema.nullable(),
});
export type RotationDue = z.infer<typeof rotationDueSchema>;

/** One line of the due list. */
const dueRowSchema = z.object({ keyId: keyIdSchema, due: rotationDueSchema });
export type DueRow = z.infer<typeof dueRowSchema>;

/** The rotation of one key: what was decided and what follows from it. */
export const keyDueSchema = z.object({ plan: duePlanSchema, due: rotationDueSchema });
export type KeyDue = z.infer<typeof keyDueSchema>;

export const dueListSchema = z.object({
  /** Soonest first; only the first of a long list. */
  rows: z.array(dueRowSchema),
  /** How many keys there are in all. */
  total: z.number().int().min(0),
  /** Put off, the first to come back first; only the first of a long list. */
  snoozed: z.array(dueRowSchema),
});
export type DueList = z.infer<typeof dueListSchema>;
