import type { AddressReason, AppError } from '../../shared/errors/app-error.ts';
import { SECOND_MS } from '../../shared/lib/duration.ts';
import { sleep, type Clock } from '../services/ports/clock.ts';
import type { IdSource } from '../services/ports/id-source.ts';
import type { Logger } from '../services/ports/logger.ts';
import type { RequestBudget } from '../services/ports/request-budget.ts';
import { Deadline, type StopReason, type TimeLimits } from './deadline.ts';
import { failureCodeOf, networkFailureOf, type NetworkFailure } from './network-failure.ts';
import { readBody, type ResponseBody } from './response-body.ts';
import { retryAfterMs, UNREADABLE_RETRY_AFTER_MS } from './retry-after.ts';
import { isAllowedUrl, type ProviderHosts, type ServerPlane } from './server-address.ts';

/** The platform's `fetch`, a session's, or the simulation's. */
export type Transport = (url: string, init: RequestInit) => Promise<Response>;

export interface HttpRequest {
  readonly provider: ProviderHosts;
  readonly plane: ServerPlane;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON, exactly this text: a signature may cover it. */
  readonly body?: string;
  /** Only a `read` is ever sent twice. */
  readonly kind: 'read' | 'mutate' | 'create' | 'probe';
  readonly size: 'list' | 'single';
  readonly signal?: AbortSignal;
  /** The account's, where its requests are counted. */
  readonly budget?: RequestBudget | undefined;
}

export type HttpOutcome =
  | {
      readonly kind: 'response';
      readonly status: number;
      readonly body: ResponseBody;
      /** When to ask again, by `Retry-After` or, without one, soon; meaningful beside 429. */
      readonly retryAt: number;
    }
  /** Nothing left this machine. */
  | { readonly kind: 'not-sent'; readonly error: AppError }
  /** It may have taken effect at the provider; `error` is what it means for a mere read. */
  | { readonly kind: 'lost'; readonly error: AppError }
  | { readonly kind: 'cancelled' };

export interface ProviderHttp {
  request(request: HttpRequest): Promise<HttpOutcome>;
}

export interface ProviderHttpDependencies {
  readonly transport?: Transport;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly allowLoopback: boolean;
  readonly logger?: Logger;
}

const sizes = {
  list: { maxBytes: 8 * 1_024 * 1_024, totalMs: 60 * SECOND_MS },
  single: { maxBytes: 256 * 1_024, totalMs: 30 * SECOND_MS },
} as const;
const SILENCE_MS = 15 * SECOND_MS;
const MAX_TRIES = 4;
const RETRY_BUDGET_MS = 60 * SECOND_MS;
const FIRST_BACKOFF_MS = 500;
const MAX_BACKOFF_MS = 8 * SECOND_MS;

/**
 * The only way to a provider's server. Sends no cookie, follows no redirect, caches nothing, and
 * never lets a URL, header or body into an error or a log line. Nothing here throws for what a
 * server or a network does.
 */
export function createProviderHttp(dependencies: ProviderHttpDependencies): ProviderHttp {
  const sender = new Sender(dependencies);
  return { request: (request) => sender.request(request) };
}

interface Attempt {
  readonly outcome: HttpOutcome;
  /** Null: the same request would end the same way, or must not be repeated. */
  readonly retryAfterMs: number | 'backoff' | null;
}

class Sender {
  private readonly dependencies: ProviderHttpDependencies;
  private readonly transport: Transport;

  constructor(dependencies: ProviderHttpDependencies) {
    this.dependencies = dependencies;
    this.transport = dependencies.transport ?? ((url, init) => fetch(url, init));
  }

  async request(request: HttpRequest): Promise<HttpOutcome> {
    const { clock, allowLoopback } = this.dependencies;
    const url = URL.canParse(request.url) ? new URL(request.url) : null;
    if (url === null || !isAllowedUrl(request.provider, url, request.plane, { allowLoopback }))
      return { kind: 'not-sent', error: refused('foreign-host', url?.hostname ?? '') };
    let startedMs = clock.monotonicMs();
    const leftMs = (): number => RETRY_BUDGET_MS - (clock.monotonicMs() - startedMs);
    for (let tryNumber = 1; ; tryNumber += 1) {
      const askedMs = clock.monotonicMs();
      const held = await heldBack(request);
      if (held !== null) return held;
      // Waiting for the account's turn leaves a slow server as much time as it always has.
      startedMs += clock.monotonicMs() - askedMs;
      const attempt = await this.attempt(request, url, Math.max(leftMs(), 1));
      this.log(request, attempt.outcome, tryNumber);
      if (attempt.retryAfterMs === null || request.kind !== 'read' || tryNumber === MAX_TRIES)
        return attempt.outcome;
      const delayMs =
        attempt.retryAfterMs === 'backoff' ? this.backoffMs(tryNumber) : attempt.retryAfterMs;
      if (delayMs >= leftMs()) return attempt.outcome;
      if (!(await this.waited(delayMs, request.signal))) return { kind: 'cancelled' };
    }
  }

  private async attempt(request: HttpRequest, url: URL, leftMs: number): Promise<Attempt> {
    const size = sizes[request.size];
    const limits: TimeLimits = {
      totalMs: request.kind === 'read' ? Math.min(size.totalMs, leftMs) : size.totalMs,
      silenceMs: SILENCE_MS,
    };
    const deadline = new Deadline(this.dependencies.clock, limits, request.signal ?? null);
    try {
      // A signal that was already aborted must not let the request out.
      if (deadline.signal.aborted) return final({ kind: 'cancelled' });
      const sent = await deadline.race(this.transport(url.href, initOf(request, deadline.signal)));
      if ('stopped' in sent) return stopped(sent.stopped);
      return await this.answered(sent.value, request, url, deadline);
    } catch (cause) {
      const { logger } = this.dependencies;
      logger?.info('provider.failure', {
        providerId: request.provider.id,
        code: failureCodeOf(cause),
      });
      return failed(networkFailureOf(cause), request, url);
    } finally {
      deadline.end();
    }
  }

  private async answered(
    response: Response,
    request: HttpRequest,
    url: URL,
    deadline: Deadline,
  ): Promise<Attempt> {
    const { status, headers } = response;
    // A transport that does not know `redirect: 'error'` would hand the redirect out.
    if (response.redirected || status === 0 || (status >= 300 && status < 400))
      return failed({ wasSent: 'maybe', reason: 'redirected' }, request, url);
    const read = await readBody(response, sizes[request.size].maxBytes, deadline);
    if (read.kind === 'stopped') return stopped(read.reason);
    if (read.kind === 'broken')
      return {
        outcome: { kind: 'lost', error: brokenOff(request, status) },
        retryAfterMs: 'backoff',
      };
    const now = this.dependencies.clock.now();
    const waitMs = retryAfterMs(headers, now);
    const outcome: HttpOutcome = {
      kind: 'response',
      status,
      body: read.body,
      retryAt: now + (waitMs ?? UNREADABLE_RETRY_AFTER_MS),
    };
    const isWorthRepeating = status === 429 || status >= 500;
    return { outcome, retryAfterMs: isWorthRepeating ? (waitMs ?? 'backoff') : null };
  }

  /** Full jitter: clients that failed together do not come back together. */
  private backoffMs(tryNumber: number): number {
    const ceilingMs = Math.min(FIRST_BACKOFF_MS * 2 ** (tryNumber - 1), MAX_BACKOFF_MS);
    const [high = 0, low = 0] = this.dependencies.ids.bytes(2);
    return Math.round((ceilingMs * (high * 256 + low)) / 65_535);
  }

  /** Whether the wait ended by time and not by the person. */
  private async waited(delayMs: number, signal: AbortSignal | undefined): Promise<boolean> {
    try {
      await sleep(this.dependencies.clock, delayMs, signal);
      return true;
    } catch (cause) {
      if (signal?.aborted === true) return false;
      throw cause;
    }
  }

  private log(request: HttpRequest, outcome: HttpOutcome, tryNumber: number): void {
    const { id: providerId } = request.provider;
    const { method, kind, plane } = request;
    this.dependencies.logger?.info('provider.request', {
      ...{ providerId, method, kind, plane, tryNumber, outcome: outcome.kind },
      status: outcome.kind === 'response' ? outcome.status : null,
    });
  }
}

function initOf(request: HttpRequest, signal: AbortSignal): RequestInit {
  return {
    method: request.method,
    headers: {
      accept: 'application/json',
      // One name for every machine: nothing about the system travels along.
      'user-agent': 'Rekey',
      ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...request.headers,
    },
    ...(request.body === undefined ? {} : { body: request.body }),
    redirect: 'error',
    credentials: 'omit',
    cache: 'no-store',
    referrerPolicy: 'no-referrer',
    signal,
  };
}

/** Null when the request may go out. */
async function heldBack({ budget, provider, signal }: HttpRequest): Promise<HttpOutcome | null> {
  const answer = await budget?.take(signal);
  if (answer === undefined || answer.kind === 'granted') return null;
  if (answer.kind === 'cancelled') return { kind: 'cancelled' };
  const { retryAt } = answer;
  return {
    kind: 'not-sent',
    error: { kind: 'provider-rate-limited', providerId: provider.id, retryAt },
  };
}

const final = (outcome: HttpOutcome): Attempt => ({ outcome, retryAfterMs: null });

function stopped(reason: StopReason): Attempt {
  return reason === 'cancelled'
    ? final({ kind: 'cancelled' })
    : { outcome: { kind: 'lost', error: { kind: 'timed-out' } }, retryAfterMs: 'backoff' };
}

function failed(failure: NetworkFailure, request: HttpRequest, url: URL): Attempt {
  const { wasSent, reason } = failure;
  const error = errorOf(reason, request, url);
  const outcome: HttpOutcome = { kind: wasSent === 'no' ? 'not-sent' : 'lost', error };
  // A certificate and a redirect are the same next time.
  return { outcome, retryAfterMs: reason === 'tls' || reason === 'redirected' ? null : 'backoff' };
}

function errorOf(reason: NetworkFailure['reason'], request: HttpRequest, url: URL): AppError {
  switch (reason) {
    case 'offline':
      return { kind: 'network-offline' };
    case 'timed-out':
      return { kind: 'timed-out' };
    case 'refused':
    case 'tls':
    case 'redirected':
      return refused(reason, url.host);
    case 'broken':
      return brokenOff(request, null);
  }
}

const refused = (reason: AddressReason, host: string): AppError => ({
  kind: 'address-refused',
  reason,
  host: host.slice(0, 255),
});

const brokenOff = (request: HttpRequest, status: number | null): AppError => ({
  kind: 'provider-unavailable',
  providerId: request.provider.id,
  status,
  reason: 'truncated',
});
