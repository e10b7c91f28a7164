import { z } from 'zod';

export const command = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O) =>
  ({ kind: 'command', input, output }) as const;
export const event = <P extends z.ZodType>(payload: P) => ({ kind: 'event', payload }) as const;

export const nothing = z.strictObject({});
/** The answer of commands that only succeed or fail. */
export const done = z.null();

/** Marks every place where a secret value may cross; a test holds the exact list. */
export const secretValueSchema = z.string().min(1).max(64_000).meta({ secret: true });

/** What the person typed into a connect form; some of it is secret, so all of it counts as such. */
export const connectInputSchema = z
  .record(z.string().max(40), z.string().max(2_000))
  .meta({ secret: true });

export const typedNameSchema = z.string().max(10_000);

export const nameInputSchema = z.string().min(1).max(10_000);
