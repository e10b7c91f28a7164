import { createHash, timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import { z } from 'zod';
import type { SandboxHandler } from '../sandbox-handler.ts';
import type { AccountContext } from './account-context.ts';
import { tokenEndsAt } from './token.ts';

const maxBodyBytes = 1024 * 1024;

/** The codes of "Rate limits & errors"; the status of the answer is 200 whatever they say. */
const codes = { ok: 100, noPermission: 101, projectMissing: 103, serverError: 104 } as const;

/** An outcome that is no success. Its text never repeats what was sent. */
class CodeRefusal extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.name = 'CodeRefusal';
    this.code = code;
  }
}

const profilesSchema = z.record(z.string(), z.strictObject({ user_attrs: z.array(z.string()) }));
const names = z.array(z.string()).optional();
const experimentsSchema = z.strictObject({
  project_id: z.string(),
  unit_id: z.string().min(1),
  profiles: profilesSchema.optional(),
  filter_options: z.strictObject({ layer_keys: names, experiment_keys: names }).optional(),
});
/** What may filter flags is not in the sources: anything is let through. */
const flagsSchema = experimentsSchema.extend({
  filter_options: z.record(z.string(), z.unknown()).optional(),
});

const layers = {
  layer_on_landing_page: {
    ...{ experiment_key: 'default', group_id: -1, group_key: 'default' },
    params: {},
  },
} as const;

/** The two calls with which keys are used. Neither is told anything about people by this account. */
export function createDataPlane(context: AccountContext): SandboxHandler {
  const app = new Hono();
  app.post('/abc/get_experiments', async (c) => {
    await readRequest(c.req.raw, experimentsSchema, context);
    return c.json({ ret_code: codes.ok, msg: '', exp_data: layers });
  });
  app.post('/abc/get_feature_flags', async (c) => {
    await readRequest(c.req.raw, flagsSchema, context);
    return c.json({ ret_code: codes.ok, msg: '', data: {} });
  });
  app.notFound((c) => c.text('404 page not found', 404));
  app.onError((error, c) => {
    if (!(error instanceof CodeRefusal)) throw error;
    return c.json({ ret_code: error.code, msg: error.message });
  });
  return async (request) => await app.fetch(request);
}

/** The order in which the real server looks is not documented; who asks comes last here. */
async function readRequest(
  request: Request,
  schema: typeof experimentsSchema | typeof flagsSchema,
  context: AccountContext,
): Promise<void> {
  const { answersCode } = context.tuning();
  if (answersCode !== null) {
    throw new CodeRefusal(answersCode, answersCode === 102 ? 'traffic limit' : 'server error');
  }
  const body = await readJson(request);
  if (projectOf(body) === '') throw new CodeRefusal(codes.projectMissing, 'required project id');
  const parsed = schema.safeParse(body);
  // The documents have no code for a body that is wrong in another way.
  if (!parsed.success) throw new CodeRefusal(codes.serverError, 'invalid request');
  requireKey(request.headers, parsed.data.project_id, context);
}

async function readJson(request: Request): Promise<unknown> {
  const contentType = request.headers.get('content-type') ?? '';
  const text = await request.text();
  const isJson = /^application\/json(\s*;|$)/i.test(contentType);
  if (!isJson || Buffer.byteLength(text) > maxBodyBytes) {
    throw new CodeRefusal(codes.serverError, 'invalid request');
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw new CodeRefusal(codes.serverError, 'invalid request');
    throw error;
  }
}

function projectOf(body: unknown): unknown {
  if (typeof body !== 'object' || body === null) return '';
  return 'project_id' in body ? body.project_id : '';
}

function requireKey(
  headers: Headers,
  projectId: string,
  { store, clock, tuning }: AccountContext,
): void {
  const refused = new CodeRefusal(codes.noPermission, 'no permission');
  const name = headers.get('x-ak') ?? '';
  const timestamp = headers.get('x-et') ?? '';
  const key = store.key(name);
  if (key === undefined || projectId !== store.projectId) throw refused;
  const { allowedSkewMs, enforcesExpiry, activationLagMs, deactivationLagMs } = tuning();
  const now = clock.now();
  const isNow =
    /^\d{10}$/.test(timestamp) && Math.abs(Number(timestamp) * 1_000 - now) <= allowedSkewMs;
  if (!isNow || !isSignature(headers.get('x-es') ?? '', key.tokenSecret + name + timestamp)) {
    throw refused;
  }
  const isDead = key.deactivatedAt !== null && now >= key.deactivatedAt + deactivationLagMs;
  const isOver = enforcesExpiry && now >= tokenEndsAt(key.tokenSecret);
  if (isDead || isOver || now < key.createdAt + activationLagMs) throw refused;
}

function isSignature(given: string, signedSecret: string): boolean {
  const expected = createHash('md5').update(signedSecret).digest('hex');
  return (
    given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected))
  );
}
