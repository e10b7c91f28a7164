import type { AddressReason, AppError } from '../../shared/errors/app-error.ts';
import { SECOND_MS } from '../../shared/lib/duration.ts';
import type { Clock } from '../services/ports/clock.ts';
import type { Logger } from '../services/ports/logger.ts';
import { Deadline, type StopReason } from './deadline.ts';
import { failureCodeOf, networkFailureOf, type NetworkFailure } from './network-failure.ts';
import type { HttpOutcome, Transport } from './provider-http.ts';
import { isAllowedUrl, type ProviderHosts } from './server-address.ts';

/**
 * A `fetch` for protocols that bring their own client, such as MCP. Only to the provider's admin
 * hosts, without cookies, caches and redirects, within limits of time and size. Rejects with a
 * `RequestFailure`, also while the body is read. The body must be read to its end or cancelled.
 */
export type GuardedFetch = (
  provider: ProviderHosts,
  url: string | URL,
  init?: RequestInit,
) => Promise<Response>;

/** No answer, or only part of one. Says nothing of what was sent. */
export class RequestFailure extends Error {
  readonly outcome: Exclude<HttpOutcome, { kind: 'response' }>;

  constructor(outcome: RequestFailure['outcome']) {
    super(`The request ended: ${outcome.kind}`);
    this.name = 'RequestFailure';
    this.outcome = outcome;
  }
}

export interface GuardedFetchDependencies {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly allowLoopback: boolean;
  readonly logger?: Logger;
}

const MAX_BYTES = 8 * 1_024 * 1_024;
const limits = { totalMs: 60 * SECOND_MS, silenceMs: 15 * SECOND_MS };

export function createGuardedFetch(dependencies: GuardedFetchDependencies): GuardedFetch {
  const { transport, clock, allowLoopback, logger } = dependencies;
  return async (provider, address, init = {}) => {
    const url = URL.canParse(String(address)) ? new URL(address) : null;
    if (url === null || !isAllowedUrl(provider, url, 'admin', { allowLoopback }))
      throw new RequestFailure({
        kind: 'not-sent',
        error: refused('foreign-host', url?.hostname ?? ''),
      });
    const log = (outcome: string, status: number | null): void =>
      logger?.info('provider.fetch', {
        ...{ providerId: provider.id, method: init.method ?? 'GET', outcome, status },
      });
    const deadline = new Deadline(clock, limits, init.signal ?? null);
    try {
      const response = await answered(transport, url, init, deadline);
      log('response', response.status);
      return bounded(response, provider.id, deadline);
    } catch (cause) {
      deadline.end();
      const failure =
        cause instanceof RequestFailure
          ? cause
          : new RequestFailure(outcomeOf(networkFailureOf(cause), provider.id, url.host));
      log(failure.outcome.kind === 'cancelled' ? 'cancelled' : failureCodeOf(cause), null);
      throw failure;
    }
  };
}

async function answered(
  transport: Transport,
  url: URL,
  init: RequestInit,
  deadline: Deadline,
): Promise<Response> {
  // A signal that was already aborted must not let the request out.
  if (deadline.signal.aborted) throw stopped('cancelled');
  const headers = new Headers(init.headers);
  headers.set('user-agent', 'Rekey');
  const sent = await deadline.race(
    transport(url.href, {
      ...{ method: init.method ?? 'GET', headers, signal: deadline.signal },
      ...(init.body === undefined || init.body === null ? {} : { body: init.body }),
      ...{ redirect: 'error', credentials: 'omit', cache: 'no-store' },
      referrerPolicy: 'no-referrer',
    }),
  );
  if ('stopped' in sent) throw stopped(sent.stopped);
  const { status, redirected } = sent.value;
  // A transport that does not know `redirect: 'error'` would hand the redirect out.
  if (redirected || status === 0 || (status >= 300 && status < 400))
    throw new RequestFailure({ kind: 'lost', error: refused('redirected', url.host) });
  return sent.value;
}

/** The answer with its body under the deadline and the size limit; streams pass piece by piece. */
function bounded(response: Response, providerId: string, deadline: Deadline): Response {
  const source: ReadableStream<Uint8Array> | null = response.body;
  const reader = source?.getReader();
  if (reader === undefined) {
    deadline.end();
    return response;
  }
  const end = (): void => {
    deadline.end();
    void reader.cancel().catch(() => undefined);
  };
  let byteCount = 0;
  const body = new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        try {
          const step = await deadline.race(reader.read());
          if ('stopped' in step) throw stopped(step.stopped);
          if (step.value.done) {
            controller.close();
            end();
            return;
          }
          byteCount += step.value.value.byteLength;
          if (byteCount > MAX_BYTES) throw lost(providerId, response.status, 'too-large');
          controller.enqueue(step.value.value);
        } catch (cause) {
          end();
          controller.error(
            cause instanceof RequestFailure
              ? cause
              : lost(providerId, response.status, 'truncated'),
          );
        }
      },
      cancel: end,
    },
    // Nothing is read ahead of the reader, so that cancelling leaves no piece behind.
    { highWaterMark: 0 },
  );
  const { status, statusText, headers } = response;
  return new Response(body, { status, statusText, headers });
}

const stopped = (reason: StopReason): RequestFailure =>
  new RequestFailure(
    reason === 'cancelled' ? { kind: 'cancelled' } : { kind: 'lost', error: { kind: 'timed-out' } },
  );

const lost = (
  providerId: string,
  status: number | null,
  reason: 'too-large' | 'truncated',
): RequestFailure =>
  new RequestFailure({
    kind: 'lost',
    error: { kind: 'provider-unavailable', providerId, status, reason },
  });

function outcomeOf(
  { wasSent, reason }: NetworkFailure,
  providerId: string,
  host: string,
): RequestFailure['outcome'] {
  return { kind: wasSent === 'no' ? 'not-sent' : 'lost', error: errorOf(reason, providerId, host) };
}

function errorOf(reason: NetworkFailure['reason'], providerId: string, host: string): AppError {
  switch (reason) {
    case 'offline':
      return { kind: 'network-offline' };
    case 'timed-out':
      return { kind: 'timed-out' };
    case 'refused':
    case 'tls':
    case 'redirected':
      return refused(reason, host);
    case 'broken':
      return { kind: 'provider-unavailable', providerId, status: null, reason: 'truncated' };
  }
}

const refused = (reason: AddressReason, host: string): AppError => ({
  kind: 'address-refused',
  reason,
  host: host.slice(0, 255),
});
