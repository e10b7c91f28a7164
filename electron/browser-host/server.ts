import { randomBytes, timingSafeEqual } from 'node:crypto';
import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { setCookie } from 'hono/cookie';
import { parse as parseCookies } from 'hono/utils/cookie';
import { z } from 'zod';
import type { Result } from '../../shared/errors/app-error.ts';
import type { CommandName } from '../../shared/ipc/contract.ts';
import { isCommandName } from '../ipc/dispatch.ts';
import type { EventStream } from './event-stream.ts';
import type { HostQuestions } from './host-questions.ts';
import { contentSecurityPolicy } from '../platform/content-security-policy.ts';
import type { PageFile } from '../platform/page-files.ts';

/** As in Electron, but for `connect-src 'self'`: the bridge here is HTTP. */
export const BROWSER_HOST_CSP = contentSecurityPolicy("'self'");

/** A browser sends a cookie to every port of a host: two profiles must not sign each other out. */
const cookieName = (port: number): string => `rekey_session_${String(port)}`;
const MAX_BODY_BYTES = 1_048_576;

const sessionInput = z.strictObject({ token: z.string().min(1).max(200) });
const answerInput = z.strictObject({
  id: z.string().max(40),
  answer: z.union([z.boolean(), z.string().max(100_000), z.null()]),
});

export interface BrowserHostOptions {
  readonly dispatch: (name: CommandName, raw: unknown) => Promise<Result<unknown>>;
  readonly stream: EventStream;
  readonly questions: HostQuestions;
  readonly files: ReadonlyMap<string, PageFile>;
  /** Works once; exchanged for a cookie that lives as long as this process. */
  readonly oneTimeToken: string;
  /** Makes the simulated network fail, for trying things; throws on rules it does not know. */
  readonly replaceSandboxFaults: (rules: unknown) => void;
  /** Logs a bug of the host itself; its text must reach neither the page nor the terminal. */
  readonly reportBug: (cause: unknown) => void;
  /** The port is known only after listening. */
  readonly port: () => number;
}

/** The services behind a loopback page: for development, tests and machines without Electron. */
export function createBrowserHost(options: BrowserHostOptions): Hono {
  const session = new PageSession(options.oneTimeToken);
  const app = new Hono();
  app.onError((cause, context) => {
    options.reportBug(cause);
    return context.text('The host failed', 500);
  });
  app.use('*', async (context, next) => {
    const host = context.req.header('host');
    const origin = context.req.header('origin');
    if (isOwnOrigin(host, origin, options.port())) await next();
    else context.res = context.text('Wrong host or origin', 403);
    setCommonHeaders(context.res.headers);
  });
  const onError = (context: Context): Response => context.text('Too large', 413);
  app.use('*', bodyLimit({ maxSize: MAX_BODY_BYTES, onError }));

  app.post('/session', async (context) => {
    const body = await readJson(context, sessionInput);
    if (body === null) return context.text('Bad request', 400);
    const cookieSecret = session.open(body.token);
    if (cookieSecret === null) return context.text('Not accepted', 401);
    setCookie(context, cookieName(options.port()), cookieSecret, {
      httpOnly: true,
      sameSite: 'Strict',
      path: '/',
    });
    return context.json({ ok: true });
  });
  for (const path of ['/rpc/*', '/events', '/host/*', '/sandbox/*']) {
    app.use(path, async (context, next) => {
      const name = cookieName(options.port());
      const cookies = parseCookies(context.req.header('cookie') ?? '', name);
      if (!session.knows(cookies[name])) return context.text('No session', 401);
      await next();
      return undefined;
    });
  }
  addBridgeRoutes(app, options);
  addHostRoutes(app, options);

  app.get('*', (context) => {
    const file = options.files.get(context.req.path);
    if (file === undefined) return context.text('Not found', 404);
    return context.body(file.bytes, 200, { 'Content-Type': file.contentType });
  });
  return app;
}

/** What `window.bridge` is made of. */
function addBridgeRoutes(app: Hono, { dispatch, stream, questions }: BrowserHostOptions): void {
  app.post('/rpc/:command', async (context) => {
    const name = context.req.param('command');
    if (!isCommandName(name)) return context.text('Unknown command', 404);
    const body = await readJson(context, z.unknown());
    if (body === null) return context.text('Expected application/json', 415);
    return context.json(await dispatch(name, body));
  });
  app.get('/events', (context) => {
    const greeting = questions
      .unanswered()
      .map((question) => ({ name: 'host.question', payload: question }));
    return context.body(stream.open(greeting), 200, { 'Content-Type': 'text/event-stream' });
  });
}

/** What belongs to the host and not to the contract. */
function addHostRoutes(app: Hono, { questions, replaceSandboxFaults }: BrowserHostOptions): void {
  app.post('/host/answer', async (context) => {
    const body = await readJson(context, answerInput);
    if (body === null) return context.text('Bad request', 400);
    return questions.answer(body.id, body.answer)
      ? context.json({ ok: true })
      : context.text('No such question', 404);
  });
  app.post('/sandbox/faults', async (context) => {
    const body = await readJson(context, z.unknown());
    try {
      replaceSandboxFaults(body);
    } catch (cause) {
      if (cause instanceof z.ZodError) return context.text(z.prettifyError(cause), 400);
      throw cause;
    }
    return context.json({ ok: true });
  });
}

/** The one-time token of the printed address, and the cookie it is exchanged for. */
class PageSession {
  private readonly cookieSecret = randomBytes(32).toString('base64url');
  private tokenSecret: string | null;

  constructor(tokenSecret: string) {
    this.tokenSecret = tokenSecret;
  }

  /** The cookie's value, once; null for a wrong or used token. */
  open(given: string): string | null {
    if (this.tokenSecret === null || !isSame(given, this.tokenSecret)) return null;
    this.tokenSecret = null;
    return this.cookieSecret;
  }

  knows(cookie: string | undefined): boolean {
    return isSame(cookie ?? '', this.cookieSecret);
  }
}

function isOwnOrigin(host: string | undefined, origin: string | undefined, port: number): boolean {
  const hosts = [`127.0.0.1:${String(port)}`, `localhost:${String(port)}`];
  if (host === undefined || !hosts.includes(host)) return false;
  return origin === undefined || origin === `http://${host}`;
}

function setCommonHeaders(headers: Headers): void {
  headers.set('Cache-Control', 'no-store');
  headers.set('X-Content-Type-Options', 'nosniff');
  headers.set('Referrer-Policy', 'no-referrer');
  headers.set('Cross-Origin-Opener-Policy', 'same-origin');
  headers.set('Cross-Origin-Resource-Policy', 'same-origin');
  headers.set('Content-Security-Policy', BROWSER_HOST_CSP);
}

/** Null when the body is not JSON of this shape. */
async function readJson<T>(context: Pick<Context, 'req'>, schema: z.ZodType<T>): Promise<T | null> {
  const contentType = context.req.header('content-type') ?? '';
  if (!/^application\/json\s*(;|$)/i.test(contentType)) return null;
  try {
    const parsed = schema.safeParse(JSON.parse(await context.req.text()));
    return parsed.success ? parsed.data : null;
  } catch (cause) {
    if (cause instanceof SyntaxError) return null;
    throw cause;
  }
}

function isSame(given: string, expected: string): boolean {
  const givenBytes = Buffer.from(given);
  const expectedBytes = Buffer.from(expected);
  return givenBytes.length === expectedBytes.length && timingSafeEqual(givenBytes, expectedBytes);
}
