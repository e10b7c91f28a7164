import { z } from 'zod';
import { activityEntrySchema } from '../../activity/activity-entry.ts';
import { databaseReasonSchema, keychainReasonSchema } from '../../errors/app-error.ts';
import { instantSchema, pickedFileIdSchema } from '../../lib/ids.ts';
import { settingsChangesSchema, settingsSchema } from '../../settings/settings.ts';
import { command, done, nothing } from './command.ts';

/** How this start of Rekey stands: host, keychain, profile. */
export const appStatusSchema = z.object({
  version: z.string().max(40),
  host: z.enum(['electron', 'browser']),
  platform: z.string().max(20),
  /** `session-only`: nothing is written but preferences, and why. */
  custody: z.discriminatedUnion('mode', [
    z.object({ mode: z.literal('keychain') }),
    z.object({
      mode: z.literal('session-only'),
      reason: keychainReasonSchema,
      databaseWaits: z.boolean(),
    }),
  ]),
  /** Why the profile's database is not in use, when it is not; its file is never touched then. */
  database: z.discriminatedUnion('state', [
    z.object({ state: z.literal('open') }),
    z.object({ state: z.literal('in-memory') }),
    z.object({
      state: z.literal('unavailable'),
      reason: databaseReasonSchema,
      fileName: z.string().max(300),
    }),
  ]),
  clipboard: z.boolean(),
  now: instantSchema,
});
export type AppStatus = z.infer<typeof appStatusSchema>;

const pickedFileSchema = z.object({ fileId: pickedFileIdSchema, fileName: z.string().max(300) });

/** The app itself: status, activity, files, settings. */
export const appCommands = {
  'app.status': command(nothing, appStatusSchema),
  /** Opens a constant page by id in the system browser. */
  'app.open-link': command(z.strictObject({ linkId: z.string().max(60) }), done),
  /** Newest first; `beforeSeq` pages. */
  'activity.list': command(
    z.strictObject({
      beforeSeq: z.number().int().positive().nullable(),
      limit: z.number().int().min(1).max(500),
    }),
    z.object({ entries: z.array(activityEntrySchema), total: z.number().int().min(0) }),
  ),
  /** Recomputes the chain; names the first entry that does not fit. */
  'activity.verify': command(
    nothing,
    z.object({
      entryCount: z.number().int().min(0),
      brokenAtSeq: z.number().int().positive().nullable(),
    }),
  ),
  /** Writes the log as JSON lines to a picked file. */
  'activity.export': command(
    z.strictObject({ fileId: pickedFileIdSchema }),
    z.object({ entryCount: z.number().int().min(0), fileName: z.string().max(300) }),
  ),
  /** The person chooses a file in the host's own dialog; the path stays in main. Null: cancelled. */
  'files.pick-save': command(
    z.strictObject({
      purpose: z.enum(['activity', 'secret']),
      suggestedName: z.string().min(1).max(120),
    }),
    pickedFileSchema.nullable(),
  ),
  /** As `files.pick-save`, for files that are there already. Empty: cancelled. */
  'files.pick-open': command(
    z.strictObject({ purpose: z.enum(['env', 'json', 'program', 'plan']), many: z.boolean() }),
    z.array(pickedFileSchema),
  ),
  /** Where in such a file a secret can be put: names and numbers, never a value. */
  'files.describe': command(
    z.strictObject({ fileId: pickedFileIdSchema, kind: z.enum(['env', 'json']) }),
    z.object({
      places: z.array(z.array(z.union([z.string().max(10_000), z.number().int()])).max(64)),
      /** There are more places than are listed. */
      isCut: z.boolean(),
    }),
  ),
  'settings.get': command(nothing, settingsSchema),
  'settings.update': command(z.strictObject({ settings: settingsChangesSchema }), settingsSchema),
} as const;
