import { z } from 'zod';

/** SQLite has no booleans. */
export const flagSchema = z
  .number()
  .int()
  .min(0)
  .max(1)
  .transform((flag) => flag === 1);

/** A text column that holds JSON of this shape. */
export const jsonText = <T extends z.ZodType>(schema: T) =>
  z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch (cause) {
        if (!(cause instanceof SyntaxError)) throw cause;
        context.issues.push({ code: 'custom', input: text, message: 'not JSON' });
        return z.NEVER;
      }
    })
    .pipe(schema);
