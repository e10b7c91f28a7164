import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { SessionRecord, UserRecord } from './account-record.ts';
import type { AdminApi, AdminContext } from './admin-context.ts';
import { readBody, readQuery } from './request-reading.ts';
import { VendorRefusal } from './vendor-refusal.ts';
import { toSeconds } from './wire.ts';

const signInSchema = z.strictObject({
  email: z.string().min(1).max(320),
  password: z.string().min(1).max(1_000),
});

/** `POST /me` and the check of the session on every other call. */
export function registerSessionRoutes(api: AdminApi, context: AdminContext): void {
  const { store, tuning } = context;

  api.post('/api/me', async (c) => {
    readQuery(c.req.url, z.strictObject({}));
    const { email, password: givenSecret } = await readBody(c.req.raw, signInSchema);
    const user = store.userByEmail(email);
    if (user === undefined || !isSame(givenSecret, user.passwordSecret)) {
      throw new VendorRefusal(tuning().wrongPasswordStatus, 'Invalid email or password');
    }
    const session = store.openSession(user.id, tuning().sessionLifetimeMs);
    return c.json({ result: signInResult(user, session, context) });
  });

  api.use('/api/*', async (c, next) => {
    if (c.req.path !== '/api/me') {
      const user = signedInUser(c.req.header('x-session-token'), context);
      if (!user.mayWrite && c.req.method !== 'GET') {
        throw new VendorRefusal(403, 'Your role does not allow this');
      }
      c.set('user', user);
    }
    await next();
  });
}

/** As in the documented sample; the three times belong to another edition of it. */
function signInResult(
  user: UserRecord,
  session: SessionRecord,
  { store, tuning }: AdminContext,
): Readonly<Record<string, unknown>> {
  const { signInShowsExpiry, sessionLifetimeMs } = tuning();
  return {
    role: 'user',
    status: 1,
    token: session.tokenSecret,
    user: {
      account_id: store.accountId,
      created: toSeconds(user.createdAt),
      deleted: 0,
      email: user.email,
      id: user.id,
      properties: {
        announcements_seen: '',
        first: 'Robin',
        last: 'Larkspur',
        phone: '',
        website: 'https://larkspur.example',
      },
      status: 4,
      transaction_pricing_plan: null,
      verified_created: null,
      verified_expires: null,
    },
    user_id: user.id,
    user_roles: { roles: {} },
    ...(signInShowsExpiry && {
      created: toSeconds(session.createdAt),
      modified: toSeconds(session.createdAt),
      expires: toSeconds(session.createdAt + sessionLifetimeMs),
    }),
  };
}

function signedInUser(tokenSecret: string | undefined, context: AdminContext): UserRecord {
  const { store, clock, tuning } = context;
  const session = tokenSecret === undefined ? undefined : store.session(tokenSecret);
  const user = session === undefined ? undefined : store.userById(session.userId);
  const isLive =
    session !== undefined && clock.now() < session.createdAt + tuning().sessionLifetimeMs;
  if (user === undefined || !isLive) {
    const { endedSessionStatus } = tuning();
    throw new VendorRefusal(endedSessionStatus, 'Session is missing, unknown or has expired');
  }
  return user;
}

function isSame(givenSecret: string, knownSecret: string): boolean {
  const digest = (secretText: string): Buffer => createHash('sha256').update(secretText).digest();
  return timingSafeEqual(digest(givenSecret), digest(knownSecret));
}
