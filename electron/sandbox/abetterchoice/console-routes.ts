import { Hono, type Context } from 'hono';
import { z } from 'zod';
import type { SandboxHandler } from '../sandbox-handler.ts';
import type { AccountContext } from './account-context.ts';
import { consolePage } from './console-page.ts';
import { isDefaultKey } from './key-rules.ts';

const maxBodyBytes = 16 * 1024;

const createSchema = z.strictObject({ name: z.string(), description: z.string().default('') });
const deactivateSchema = z.strictObject({ name: z.string() });

const pageHeaders = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  // Without a referrer a browser would send `Origin: null` with the forms.
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
};

/** `/console`: the page of API keys, and what its two forms do. There is no sign-in here. */
export function createConsole({ store }: AccountContext): SandboxHandler {
  const app = new Hono();

  const showPage = (c: Context, status: 200 | 400, problem: string | null): Response => {
    const { projectId, projectName } = store;
    const keys = store
      .keys()
      .map((key) => ({ ...key, isDefault: isDefaultKey(projectId, key.name) }));
    return c.html(consolePage({ projectId, projectName, keys, problem }), status, pageHeaders);
  };
  const answer = (c: Context, problem: string | null): Response =>
    problem === null ? c.redirect('/console', 303) : showPage(c, 400, problem);

  app.use('*', async (c, next) => {
    if (c.req.method === 'POST' && !isFromThisPage(c.req.raw)) {
      return c.text('Forms of other pages are not taken', 403);
    }
    await next();
    return undefined;
  });
  app.get('/console', (c) => showPage(c, 200, null));
  app.post('/console/create', async (c) => {
    const draft = await readForm(c.req.raw, createSchema);
    return draft === null ? c.text('Bad request', 400) : answer(c, store.createKey(draft));
  });
  app.post('/console/deactivate', async (c) => {
    const chosen = await readForm(c.req.raw, deactivateSchema);
    if (chosen === null) return c.text('Bad request', 400);
    return answer(c, store.deactivateKey(chosen.name));
  });
  app.notFound((c) => c.text('Not found', 404));
  app.onError((error) => {
    throw error;
  });
  return async (request) => await app.fetch(request);
}

/** Browsers name the page a form was sent from; who does not say it is not let in. */
const isFromThisPage = (request: Request): boolean =>
  request.headers.get('origin') === new URL(request.url).origin;

async function readForm<S extends z.ZodType>(
  request: Request,
  schema: S,
): Promise<z.infer<S> | null> {
  const contentType = request.headers.get('content-type') ?? '';
  const body = await request.text();
  const isForm = /^application\/x-www-form-urlencoded(\s*;|$)/i.test(contentType);
  if (!isForm || Buffer.byteLength(body) > maxBodyBytes) return null;
  const fields = [...new URLSearchParams(body)];
  const given = Object.fromEntries(fields);
  if (Object.keys(given).length !== fields.length) return null;
  const parsed = schema.safeParse(given);
  return parsed.success ? parsed.data : null;
}
