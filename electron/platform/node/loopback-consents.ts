import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { fail, ok, type Result } from '../../../shared/errors/app-error.ts';
import { MINUTE_MS } from '../../../shared/lib/duration.ts';
import type { BrowserConsents } from '../../services/ports/browser-consents.ts';
import type { Clock } from '../../services/ports/clock.ts';
import type { ExternalLinks } from '../../services/ports/host.ts';
import type { IdSource } from '../../services/ports/id-source.ts';
import type { BrowserConsent } from '../../services/ports/provider-values.ts';

const PATIENCE_MS = 5 * MINUTE_MS;
const MAX_QUERY_LENGTH = 4_096;
const page =
  '<!doctype html><html lang="en"><meta charset="utf-8"><title>Rekey</title><p>Rekey has the answer. You can close this page.</p></html>';

interface Dependencies {
  readonly links: ExternalLinks;
  readonly clock: Clock;
  readonly ids: IdSource;
}

/**
 * The app's only listener: on 127.0.0.1, at a random port and path, for one request of a browser
 * that comes back from a consent page (RFC 8252, section 7.3). It ends with the sign-in.
 */
export class LoopbackConsents implements BrowserConsents {
  private readonly deps: Dependencies;

  constructor(deps: Dependencies) {
    this.deps = deps;
  }

  async with<T>(
    _baseUrl: string,
    use: (consent: BrowserConsent) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const path = `/${this.deps.ids.base32(26)}`;
    const answer = Promise.withResolvers<URLSearchParams>();
    const server = createServer((request, response) => {
      respond(request, response, path, portOf(server), answer.resolve);
    });
    try {
      await listen(server);
    } catch {
      // No port is to be had on this machine: nothing was opened and nothing was asked.
      return fail({ kind: 'not-supported', operation: 'browserSignIn' });
    }
    try {
      return await use({
        redirectUri: `http://127.0.0.1:${String(portOf(server))}${path}`,
        authorize: (url, signal) => this.authorize(url, answer.promise, signal),
      });
    } finally {
      server.close();
      server.closeAllConnections();
    }
  }

  private async authorize(
    url: string,
    answer: Promise<URLSearchParams>,
    signal: AbortSignal,
  ): Promise<Result<URLSearchParams>> {
    if (signal.aborted) return fail({ kind: 'cancelled' });
    const opened = await this.deps.links.openConsent(url);
    if (!opened.ok) return opened;
    return new Promise((resolve) => {
      const settle = (result: Result<URLSearchParams>): void => {
        cancelTimer();
        signal.removeEventListener('abort', onAbort);
        resolve(result);
      };
      const onAbort = (): void => {
        settle(fail({ kind: 'cancelled' }));
      };
      const cancelTimer = this.deps.clock.after(PATIENCE_MS, () => {
        settle(fail({ kind: 'timed-out' }));
      });
      signal.addEventListener('abort', onAbort, { once: true });
      void answer.then((query) => {
        settle(ok(query));
      });
    });
  }
}

/** Anything but the one request meant is told nothing, and does not use the listener up. */
function respond(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  port: number,
  take: (query: URLSearchParams) => void,
): void {
  const target = request.url ?? '';
  const [asked, query = ''] = target.split('?', 2);
  const isMeant =
    request.method === 'GET' &&
    request.headers.host === `127.0.0.1:${String(port)}` &&
    asked === path &&
    query !== '' &&
    query.length <= MAX_QUERY_LENGTH;
  response.setHeader('cache-control', 'no-store');
  response.setHeader('content-security-policy', "default-src 'none'");
  response.setHeader('referrer-policy', 'no-referrer');
  response.setHeader('x-content-type-options', 'nosniff');
  response.writeHead(isMeant ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' });
  response.end(isMeant ? page : '');
  if (isMeant) take(new URLSearchParams(query));
}

function listen(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
