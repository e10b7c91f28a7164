import { z } from 'zod';
import { VendorRefusal } from './vendor-refusal.ts';

const maxBodyBytes = 1024 * 1024;

/** A whole number in a query or a path. */
export const digits = z
  .string()
  .regex(/^[0-9]{1,15}$/, 'must be a number')
  .transform(Number);
/** As `digits`, from 1. */
export const positiveDigits = digits.refine((value) => value >= 1, 'must be at least 1');

/** The query of a request; a repeated, unknown, missing or malformed parameter is refused. */
export function readQuery<S extends z.ZodType>(url: string, schema: S): z.infer<S> {
  const values: Record<string, string> = {};
  for (const [name, value] of new URL(url).searchParams) {
    if (Object.hasOwn(values, name)) throw new VendorRefusal(400, `Duplicate parameter: ${name}`);
    values[name] = value;
  }
  return parse(values, schema, 'query');
}

/** The JSON body of a request. */
export async function readBody<S extends z.ZodType>(
  request: Request,
  schema: S,
): Promise<z.infer<S>> {
  const contentType = request.headers.get('content-type') ?? '';
  if (!/^application\/json(\s*;|$)/i.test(contentType)) {
    throw new VendorRefusal(415, 'Content-Type must be application/json');
  }
  const text = await request.text();
  if (Buffer.byteLength(text) > maxBodyBytes) throw new VendorRefusal(413, 'Body too large');
  return parse(parseJson(text), schema, 'body');
}

/** Text as JSON, or the refusal of it. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw new VendorRefusal(400, 'Body is not valid JSON');
    throw error;
  }
}

/** Refuses with the places and rules, never with the values. */
export function parse<S extends z.ZodType>(input: unknown, schema: S, where: string): z.infer<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) =>
    [[where, ...issue.path.map(String)].join('.'), issue.message].join(': '),
  );
  throw new VendorRefusal(400, problems.join('; '));
}
