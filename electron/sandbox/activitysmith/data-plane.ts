import { Hono, type Context } from 'hono';
import { z } from 'zod';
import type { SandboxHandler } from '../sandbox-handler.ts';
import type { KeyRecord } from './account-record.ts';
import type { AdminContext } from './admin-context.ts';
import { problemsOf } from './request-reading.ts';

/** Only what decides who is reached is strict; the other fields of a notification are not our subject. */
const notificationSchema = z.looseObject({
  title: z.string().min(1),
  target: z.strictObject({ channels: z.array(z.string()).min(1) }).optional(),
});

const requestsPerMinute = 60;
const minuteMs = 60_000;

/** `POST /api/push-notification`: the four outcomes of a key's scope and the asked channels. */
export function createDataPlane(context: AdminContext): SandboxHandler {
  const { clock } = context;
  const api = new Hono();
  /** Of the whole account, whichever key they came with. */
  let recentRequests: number[] = [];

  api.post('/api/push-notification', async (c) => {
    const key = keyOf(context, c.req.header('authorization') ?? '');
    if (key === null) return refuse(c, 401, 'Unauthorized', 'Invalid API key');
    const now = clock.now();
    recentRequests = recentRequests.filter((at) => at > now - minuteMs);
    if (recentRequests.length >= requestsPerMinute) {
      return refuse(c, 429, 'Rate limit exceeded', 'At most 60 requests a minute');
    }
    recentRequests.push(now);
    const body = notificationSchema.safeParse(await jsonOf(c.req.raw));
    if (!body.success) return refuse(c, 400, 'Bad Request', problemsOf(body.error));
    return deliver(c, context, key, body.data.target?.channels ?? null);
  });
  api.notFound((c) => refuse(c, 404, 'Not found', 'No such call'));

  return async (request) => await api.fetch(request);
}

/** Whom a request reaches, by the key's channels and those asked for. */
function deliver(
  c: Context,
  { store }: AdminContext,
  key: KeyRecord,
  asked: readonly string[] | null,
): Response {
  const assigned =
    key.scopeMode === 'all'
      ? null
      : key.channelIds.flatMap((publicId) => store.channel(publicId)?.slug ?? []);
  if (assigned !== null && asked?.some((slug) => !assigned.includes(slug)) === true) {
    const message = 'The API key is not allowed to target these channels';
    return refuse(c, 403, 'Invalid channel targeting', message);
  }
  const slugs = asked ?? assigned;
  const reached = store.channels().filter(({ slug }) => slugs === null || slugs.includes(slug));
  const devices = reached.reduce((sum, channel) => sum + channel.devices, 0);
  if (devices === 0) {
    return c.json(
      {
        error: 'No recipients found',
        message: 'Nobody listens there',
        effective_channel_slugs: slugs ?? [],
      },
      404,
    );
  }
  return c.json({
    success: true,
    devices_notified: devices,
    ...(slugs !== null && { effective_channel_slugs: slugs }),
  });
}

/** The key behind the header; for a while after its end, one that still seems to be allowed everything. */
function keyOf({ store, clock, tuning }: AdminContext, authorization: string): KeyRecord | null {
  const [, keySecret = ''] = /^Bearer (\S+)$/.exec(authorization) ?? [];
  const key = store.keyBySecret(keySecret);
  if (key !== undefined) return key;
  const deleted = store.deletedKey(keySecret);
  const isStillTaken =
    deleted !== undefined && clock.now() < deleted.deletedAt + tuning().revocationLagMs;
  return isStillTaken
    ? {
        ...{ publicId: '', name: '', keySecret, scopeMode: 'all', channelIds: [] },
        ...{ madeByAgent: false, createdAt: 0 },
      }
    : null;
}

const refuse = (
  c: Context,
  status: 400 | 401 | 403 | 404 | 429,
  error: string,
  message: string,
): Response => c.json({ error, message }, status);

async function jsonOf(request: Request): Promise<unknown> {
  try {
    return JSON.parse(await request.text());
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
