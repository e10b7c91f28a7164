import { z } from 'zod';
import { tagLimits } from '../keys/due-limits.ts';
import { tagPolicySchema } from '../keys/due-plan.ts';
import { pubnubVersions, settingLimits, type NumberSetting } from './setting-limits.ts';

const wholeNumber = (name: NumberSetting) => {
  const { min, max } = settingLimits[name];
  return z.number().int().min(min).max(max);
};

const fields = {
  theme: z.enum(['system', 'light', 'dark']),
  /** Seconds after which a copied secret leaves the clipboard. */
  clipboardSeconds: wholeNumber('clipboardSeconds'),
  clipboardSecondsProduction: wholeNumber('clipboardSecondsProduction'),
  revealSeconds: wholeNumber('revealSeconds'),
  maxAgeDaysProduction: wholeNumber('maxAgeDaysProduction'),
  maxAgeDaysOther: wholeNumber('maxAgeDaysOther'),
  /** How often keys with a tag are rotated; one line for each tag. */
  tagPolicies: z
    .array(tagPolicySchema)
    .max(tagLimits.policies)
    .refine((policies) => new Set(policies.map(({ tag }) => tag)).size === policies.length, {
      message: 'Each tag has one policy.',
    }),
  syncOnStart: z.boolean(),
  /** The `PubNub-Version` header of Admin API v2: each edition of its documents names one date. */
  pubnubVersion: z.enum(pubnubVersions),
};

/** Preferences. Nothing that may not be lost: an unreadable file means the defaults. */
export const settingsSchema = z.object({
  theme: fields.theme.default('system'),
  clipboardSeconds: fields.clipboardSeconds.default(20),
  clipboardSecondsProduction: fields.clipboardSecondsProduction.default(10),
  revealSeconds: fields.revealSeconds.default(10),
  maxAgeDaysProduction: fields.maxAgeDaysProduction.default(90),
  maxAgeDaysOther: fields.maxAgeDaysOther.default(365),
  tagPolicies: fields.tagPolicies.default([]),
  syncOnStart: fields.syncOnStart.default(true),
  pubnubVersion: fields.pubnubVersion.default('2026-03-23'),
});
export type Settings = z.infer<typeof settingsSchema>;

/** Only what is to change. Without defaults, which would reset everything that is not named. */
export const settingsChangesSchema = z.strictObject(fields).partial();

export const defaultSettings: Settings = settingsSchema.parse({});
