import { z } from 'zod';
import { VendorRefusal } from './vendor-refusal.ts';

const maxBodyBytes = 1024 * 1024;
const maxPageLimit = 100;

/** "A string to be decoded into a number": what ids are in paths and bodies. */
export const idSchema = z.string().regex(/^[0-9]{1,15}$/, 'must be a string of digits');
export const nameSchema = z.string().refine((name) => name.trim() !== '', 'must not be empty');

const positiveDigits = z
  .string()
  .regex(/^[0-9]{1,9}$/, 'must be a number')
  .transform(Number)
  .refine((value) => value >= 1, 'must be at least 1');

/** Which part of a list is asked for. No bound of `limit` is documented; the vendor's own client asks for 100. */
export const pageQuerySchema = z.strictObject({
  page: positiveDigits.prefault('1'),
  limit: positiveDigits
    .refine((value) => value <= maxPageLimit, 'must be at most 100')
    .prefault('10'),
});

/** The query of a request; a repeated, unknown, missing or malformed parameter is refused. */
export function readQuery<S extends z.ZodType>(url: string, schema: S): z.infer<S> {
  const values: Record<string, string> = {};
  for (const [name, value] of new URL(url).searchParams) {
    if (Object.hasOwn(values, name)) throw new VendorRefusal(400, 'query: repeated parameter');
    values[name] = value;
  }
  return parse(values, schema, 'query');
}

/** Refuses any parameter. */
export function readNoQuery(url: string): void {
  readQuery(url, z.strictObject({}));
}

/** The JSON body of a request; without one the call is refused, also where `{}` would do. */
export async function readBody<S extends z.ZodType>(
  request: Request,
  schema: S,
): Promise<z.infer<S>> {
  const text = await request.text();
  if (text === '') throw new VendorRefusal(400, 'body is required');
  if (Buffer.byteLength(text) > maxBodyBytes) throw new VendorRefusal(400, 'body is too large');
  return parse(parseJson(text), schema, 'body');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw new VendorRefusal(400, 'body is not valid JSON');
    throw error;
  }
}

/** Refuses with the places and rules, one message each, never with the values. */
export function parse<S extends z.ZodType>(input: unknown, schema: S, where: string): z.infer<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const messages = parsed.error.issues.map((issue) =>
    [[where, ...issue.path.map(String)].join('.'), problemOf(issue)].join(': '),
  );
  throw new VendorRefusal(400, ...messages);
}

/** The names of unknown fields are the sender's own text, and so are not repeated. */
const problemOf = (issue: z.core.$ZodIssue): string =>
  issue.code === 'unrecognized_keys' ? 'has an unknown field' : issue.message;
