import { beforeEach, describe, expect, it } from 'vitest';
import { LoopbackConsents } from '../../../../../electron/platform/node/loopback-consents.ts';
import type { BrowserConsent } from '../../../../../electron/services/ports/provider-values.ts';
import { fail, ok, type Result } from '../../../../../shared/errors/app-error.ts';
import { MINUTE_MS } from '../../../../../shared/lib/duration.ts';
import { FakeClock } from '../../../../fakes/fake-clock.ts';
import { FakeIdSource } from '../../../../fakes/fake-id-source.ts';

const consentPage = 'https://example.com/oauth/authorize?state=1';
const opened: string[] = [];
let clock: FakeClock;
let answerOfOpening: Result<null>;
let onOpened: () => void;
let consents: LoopbackConsents;

const links = {
  open: () => Promise.resolve(ok(null)),
  openConsent: (address: string) => {
    opened.push(address);
    onOpened();
    return Promise.resolve(answerOfOpening);
  },
};
const never = (): AbortSignal => new AbortController().signal;
const use = <T>(work: (consent: BrowserConsent) => Promise<Result<T>>): Promise<Result<T>> =>
  consents.with('https://example.com', work);
/** Asks as a browser would; a server that is gone answers nothing. */
const visit = async (url: string, init?: RequestInit): Promise<Response | null> => {
  try {
    return await fetch(url, init);
  } catch {
    return null;
  }
};

beforeEach(() => {
  opened.length = 0;
  clock = new FakeClock();
  answerOfOpening = ok(null);
  onOpened = () => undefined;
  consents = new LoopbackConsents({ links, clock, ids: new FakeIdSource() });
});

describe('the consent in the browser', () => {
  it('gives the query of the one request that comes back to its own random address', async () => {
    let page: Response | null = null;
    const result = await use(async ({ redirectUri, authorize }) => {
      expect(redirectUri).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[a-z0-9]{26}$/);
      const consent = authorize(consentPage, never());
      page = await visit(`${redirectUri}?code=c1&state=1`);
      return consent;
    });
    expect(opened).toEqual([consentPage]);
    expect(result.ok && Object.fromEntries(result.value)).toEqual({ code: 'c1', state: '1' });
    const answer = page as Response | null;
    expect(answer?.status).toBe(200);
    expect(answer?.headers.get('content-security-policy')).toBe("default-src 'none'");
    expect(await answer?.text()).not.toContain('c1');
    expect(clock.pendingTimers).toBe(0);
  });

  it('is not used up by another path, another method, another host or an empty query', async () => {
    const result = await use(async ({ redirectUri, authorize }) => {
      const consent = authorize(consentPage, never());
      const { origin } = new URL(redirectUri);
      const strangers = [
        await visit(`${origin}/?code=evil`),
        await visit(`${origin}/favicon.ico`),
        await visit(`${redirectUri}?code=evil`, { method: 'POST' }),
        await visit(redirectUri),
        await visit(redirectUri.replace('127.0.0.1', 'localhost') + '?code=evil'),
        await visit(`${redirectUri}?code=${'x'.repeat(5_000)}`),
      ];
      expect(strangers.filter((answer) => answer !== null && answer.status !== 404)).toEqual([]);
      await visit(`${redirectUri}?code=good`);
      return consent;
    });
    expect(result.ok && result.value.get('code')).toBe('good');
  });

  it('listens no longer when the sign-in is over', async () => {
    let address = '';
    await use((consent) => {
      address = consent.redirectUri;
      return Promise.resolve(ok(null));
    });
    expect(await visit(`${address}?code=late`)).toBeNull();
  });

  it('ends after five minutes, when the person cancels, and when no browser opens', async () => {
    const late = use(({ authorize }) => {
      const consent = authorize(consentPage, never());
      onOpened = () => undefined;
      return consent;
    });
    const timedOut = Promise.withResolvers<undefined>();
    onOpened = () => {
      // In the turn after the opening, when the timer stands.
      setImmediate(() => {
        clock.advance(5 * MINUTE_MS);
        timedOut.resolve(undefined);
      });
    };
    const controller = new AbortController();
    expect(await late).toEqual(fail({ kind: 'timed-out' }));
    await timedOut.promise;

    onOpened = () => {
      setImmediate(() => {
        controller.abort();
      });
    };
    expect(await use(({ authorize }) => authorize(consentPage, controller.signal))).toEqual(
      fail({ kind: 'cancelled' }),
    );
    expect(await use(({ authorize }) => authorize(consentPage, controller.signal))).toEqual(
      fail({ kind: 'cancelled' }),
    );

    onOpened = () => undefined;
    answerOfOpening = fail({ kind: 'not-found', what: 'link' });
    expect(await use(({ authorize }) => authorize('file:///etc/passwd', never()))).toEqual(
      answerOfOpening,
    );
    expect(clock.pendingTimers).toBe(0);
  });
});
