import { describe, expect, it } from 'vitest';
import { failureCodeOf, networkFailureOf } from '../../../../electron/providers/network-failure.ts';
import { networkError } from '../../../fakes/fake-transport.ts';

const chromium = (name: string): Error => new Error(`net::${name}`);

describe('networkFailureOf', () => {
  it.each([
    ['ERR_NAME_NOT_RESOLVED', 'no', 'offline'],
    ['ERR_INTERNET_DISCONNECTED', 'no', 'offline'],
    ['ERR_PROXY_CONNECTION_FAILED', 'no', 'offline'],
    ['ERR_CONNECTION_REFUSED', 'no', 'refused'],
    ['ERR_CONNECTION_TIMED_OUT', 'no', 'timed-out'],
    ['ERR_CERT_AUTHORITY_INVALID', 'no', 'tls'],
    ['ERR_CERT_DATE_INVALID', 'no', 'tls'],
    ['ERR_CERT_COMMON_NAME_INVALID', 'no', 'tls'],
    ['ERR_SSL_VERSION_OR_CIPHER_MISMATCH', 'no', 'tls'],
    ['ERR_SSL_PROTOCOL_ERROR', 'maybe', 'tls'],
    ['ERR_CONNECTION_RESET', 'maybe', 'broken'],
    ['ERR_EMPTY_RESPONSE', 'maybe', 'broken'],
    ['ERR_NETWORK_CHANGED', 'maybe', 'broken'],
  ])("knows Chromium's %s", (name, wasSent, reason) => {
    expect(networkFailureOf(chromium(name))).toEqual({ wasSent, reason });
    expect(failureCodeOf(chromium(name))).toBe(name);
  });

  it('knows a refused redirect of every transport', () => {
    const redirects = [
      new TypeError('fetch failed', { cause: new Error('unexpected redirect') }),
      new Error("Attempted to redirect, but redirect policy was 'error'"),
    ];
    for (const error of redirects)
      expect(networkFailureOf(error)).toEqual({ wasSent: 'maybe', reason: 'redirected' });
  });

  it('believes a connect error on connecting only', () => {
    expect(networkFailureOf(networkError('ETIMEDOUT', 'connect')).wasSent).toBe('no');
    expect(networkFailureOf(networkError('ETIMEDOUT')).wasSent).toBe('maybe');
    expect(networkFailureOf(networkError('EHOSTUNREACH', 'connect')).wasSent).toBe('no');
    expect(networkFailureOf(networkError('EHOSTUNREACH', 'read')).wasSent).toBe('maybe');
  });

  it('reads the code off an error with several causes, as Node gives it for two addresses', () => {
    const cause = Object.assign(new AggregateError([], ''), { code: 'ECONNREFUSED' });
    expect(networkFailureOf(new TypeError('fetch failed', { cause }))).toEqual({
      wasSent: 'no',
      reason: 'refused',
    });
  });

  it('answers for anything at all', () => {
    for (const thrown of [null, undefined, 'x', {}, new Error('x', { cause: 'y' }), circular()])
      expect(networkFailureOf(thrown)).toEqual({ wasSent: 'maybe', reason: 'broken' });
    expect(failureCodeOf(new Error('https://admin.test/?RKCANARY'))).toBe('unknown');
  });
});

function circular(): Error {
  const error = new Error('x');
  error.cause = error;
  return error;
}
