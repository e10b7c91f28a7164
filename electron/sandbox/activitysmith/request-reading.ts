import { z } from 'zod';
import { VendorRefusal } from './vendor-refusal.ts';

const maxBodyBytes = 1024 * 1024;

/** Text of a body of the named media type. */
export async function readText(request: Request, mediaType: string): Promise<string> {
  const contentType = request.headers.get('content-type') ?? '';
  if (contentType.split(';', 1)[0]?.trim().toLowerCase() !== mediaType) {
    throw new VendorRefusal(415, 'invalid_request', `Content-Type must be ${mediaType}`);
  }
  const text = await request.text();
  if (Buffer.byteLength(text) > maxBodyBytes) {
    throw new VendorRefusal(413, 'invalid_request', 'Body too large');
  }
  return text;
}

export async function readJson(request: Request): Promise<unknown> {
  const text = await readText(request, 'application/json');
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) {
      throw new VendorRefusal(400, 'invalid_request', 'Body is not valid JSON');
    }
    throw error;
  }
}

/** Parameters of a query or a form; OAuth forbids to send one twice (RFC 6749, 3.1). */
export function parameters(given: URLSearchParams): Readonly<Record<string, string>> {
  const values: Record<string, string> = {};
  for (const [name, value] of given) {
    if (Object.hasOwn(values, name)) {
      throw new VendorRefusal(400, 'invalid_request', 'A parameter is given twice');
    }
    values[name] = value;
  }
  return values;
}

/** Refuses with the places and rules, never with the values. */
export function parse<S extends z.ZodType>(input: unknown, schema: S, code: string): z.infer<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new VendorRefusal(400, code, problemsOf(parsed.error));
}

export const problemsOf = (error: z.ZodError): string =>
  error.issues
    .map((issue) => [issue.path.map(String).join('.'), issue.message].filter(Boolean).join(': '))
    .join('; ');
