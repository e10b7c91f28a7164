import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';

const runFile = promisify(execFile);
const driverPath = fileURLToPath(new URL('driver.ts', import.meta.url));

const outcomeSchema = z.strictObject({ kind: z.string(), reason: z.string().optional() });

/** What each mode of `driver.ts` prints: outcomes and figures, never a value. */
export const driverResultSchemas = {
  'option-shapes': z.strictObject({
    optionsAsked: z.array(z.strictObject({ shape: z.string(), isEntryMade: z.boolean() })),
  }),
  frozen: z.strictObject({
    read: outcomeSchema,
    write: outcomeSchema,
    elapsedMs: z.number(),
    longestStallMs: z.number(),
  }),
  'killed-helpers': z.strictObject({
    cycles: z.number(),
    wrongAnswers: z.number(),
    typicalNextCallMs: z.number(),
    slowestNextCallMs: z.number(),
    leakedProcesses: z.number(),
    longestStallMs: z.number(),
  }),
  'killed-writes': z.strictObject({
    writes: z.number(),
    /** Killed before the value was stored; the others were found stored, or were answered in time. */
    writtenTwice: z.number(),
    outcomes: z.record(z.string(), z.number()),
    wrongValues: z.number(),
  }),
} as const;
export type DriverMode = keyof typeof driverResultSchemas;
export type DriverResult<Mode extends DriverMode> = z.infer<(typeof driverResultSchemas)[Mode]>;

/** Runs the driver in a process of its own, whose event loop is the one that is measured. */
export async function runDriver<Mode extends DriverMode>(
  mode: Mode,
  env: NodeJS.ProcessEnv,
): Promise<DriverResult<Mode>> {
  const { stdout } = await runFile(process.execPath, [driverPath, mode], { env });
  if (stdout.includes('RKCANARY')) throw new Error('The driver printed a secret');
  const result: unknown = driverResultSchemas[mode].parse(JSON.parse(stdout));
  return result as DriverResult<Mode>;
}
