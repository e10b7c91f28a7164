import { z } from 'zod';

/** The state of the simulated project as it is saved. Times are milliseconds since 1970. */

const keySchema = z.strictObject({
  name: z.string(),
  tokenSecret: z.string(),
  description: z.string(),
  createdBy: z.string(),
  createdAt: z.number(),
  /** Null while it is Active. */
  deactivatedAt: z.number().nullable(),
});

export const accountRecordSchema = z.strictObject({
  formatVersion: z.literal(1),
  provider: z.literal('abetterchoice'),
  projectId: z.string(),
  projectName: z.string(),
  /** Who works in the console. */
  member: z.string(),
  /** In the order of creation; the first is the default key. */
  keys: z.array(keySchema).min(1),
});

export type AccountRecord = z.infer<typeof accountRecordSchema>;
export type KeyRecord = Readonly<z.infer<typeof keySchema>>;
