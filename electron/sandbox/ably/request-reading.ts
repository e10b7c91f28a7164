import { z } from 'zod';
import { VendorRefusal } from './vendor-refusal.ts';

const maxBodyBytes = 1024 * 1024;

/** Refuses every parameter: none of these calls has one. */
export function requireNoQuery(url: string): void {
  for (const name of new URL(url).searchParams.keys()) {
    if (name !== '') throw new VendorRefusal(400, 40_000, 'Unknown query parameter');
  }
}

/** The JSON body of a request. */
export async function readBody<S extends z.ZodType>(
  request: Request,
  schema: S,
): Promise<z.infer<S>> {
  const contentType = request.headers.get('content-type') ?? '';
  if (!/^application\/json(\s*;|$)/i.test(contentType)) {
    throw new VendorRefusal(415, 40_000, 'Content-Type must be application/json');
  }
  return parse(parseJson(await bodyText(request)), schema);
}

/** For calls without a body, whatever type they claim for it. */
export async function requireNoBody(request: Request): Promise<void> {
  if ((await bodyText(request)) !== '') {
    throw new VendorRefusal(400, 40_000, 'This call takes no body');
  }
}

async function bodyText(request: Request): Promise<string> {
  const text = await request.text();
  if (Buffer.byteLength(text) > maxBodyBytes) {
    throw new VendorRefusal(413, 40_009, 'Maximum body size exceeded');
  }
  return text;
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) {
      throw new VendorRefusal(400, 40_001, 'Invalid request body: not valid JSON');
    }
    throw error;
  }
}

/** Refuses with the places and rules, never with the values. */
function parse<S extends z.ZodType>(input: unknown, schema: S): z.infer<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => {
    // Below the capability every name is what the client made up.
    const [field = 'body'] = issue.path.map(String);
    return `${field}: ${issue.code === 'unrecognized_keys' ? 'unknown field' : issue.message}`;
  });
  throw new VendorRefusal(400, 40_000, `Invalid request body: ${problems.join('; ')}`);
}
