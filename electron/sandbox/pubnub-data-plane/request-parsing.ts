import type { z } from 'zod';
import { DataPlaneRefusal } from './data-plane-refusal.ts';

const maxBodyBytes = 1024 * 1024;

/** The JSON body of a request whose text was read already, because a signature covers it. */
export function parseBody<S extends z.ZodType>(
  contentType: string | undefined,
  text: string,
  schema: S,
): z.infer<S> {
  if (!/^application\/json(\s*;|$)/i.test(contentType ?? '')) {
    throw new DataPlaneRefusal(415, 'Content-Type must be application/json');
  }
  if (Buffer.byteLength(text) > maxBodyBytes) throw new DataPlaneRefusal(413, 'Body too large');
  return parse(parseJson(text), schema, 'body');
}

/** Text as JSON, or the refusal of it. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw new DataPlaneRefusal(400, 'Body is not valid JSON');
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
  throw new DataPlaneRefusal(400, problems.join('; '));
}
