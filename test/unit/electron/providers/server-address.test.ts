import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkServerAddress,
  createAddressPolicy,
  isAllowedUrl,
  type ServerPlane,
} from '../../../../electron/providers/server-address.ts';
import type { ProviderRegistry } from '../../../../electron/services/ports/provider-adapter.ts';

const hosts = {
  id: 'pubnub-v1',
  adminHosts: ['admin.pubnub.com'],
  dataPlaneHosts: ['ps.pndsn.com'],
};

const check = (address: string, plane: ServerPlane = 'admin', allowLoopback = true): string => {
  const result = checkServerAddress(hosts, address, plane, { allowLoopback });
  if (result.ok) return result.value;
  return result.error.kind === 'address-refused' ? result.error.reason : result.error.kind;
};

describe('checkServerAddress', () => {
  it.each([
    ['https://admin.pubnub.com/api', 'https://admin.pubnub.com/api'],
    ['https://admin.pubnub.com/api/', 'https://admin.pubnub.com/api'],
    ['  https://ADMIN.pubnub.com:443/api  ', 'https://admin.pubnub.com/api'],
    ['https://admin.pubnub.com', 'https://admin.pubnub.com'],
    ['https://pubnub-v1.sandbox.invalid/api', 'https://pubnub-v1.sandbox.invalid/api'],
    ['http://localhost:8080/api', 'http://localhost:8080/api'],
    ['http://127.0.0.1:1/', 'http://127.0.0.1:1'],
    ['HTTP://[::1]:65535/api', 'http://[::1]:65535/api'],
    ['http://localhost', 'http://localhost'],
  ])('accepts %j', (address, expected) => expect(check(address)).toBe(expected));

  it.each([
    ['', 'not-a-url'],
    ['admin.pubnub.com', 'not-a-url'],
    ['https:admin.pubnub.com', 'not-a-url'],
    ['https:///admin.pubnub.com', 'not-a-url'],
    ['https://', 'not-a-url'],
    ['https:\\\\admin.pubnub.com', 'not-a-url'],
    ['https://admin.pubnub.com\\@evil.test', 'not-a-url'],
    ['https://admin.pubnub.com/../x', 'not-a-url'],
    ['https://admin.pubnub.com/a b', 'not-a-url'],
    ['https://admin.pubnub.com/%2e%2e/x', 'not-a-url'],
    ['http://localhost:99999', 'not-a-url'],
    ['javascript:alert(1)', 'not-a-url'],
    ['https://user@admin.pubnub.com', 'has-credentials'],
    ['https://user:pass@admin.pubnub.com', 'has-credentials'],
    ['https://admin.pubnub.com@evil.test', 'has-credentials'],
    ['https://@admin.pubnub.com', 'has-credentials'],
    ['https://admin.pubnub.com?', 'has-query'],
    ['https://admin.pubnub.com/api?x=1', 'has-query'],
    ['https://admin.pubnub.com/#', 'has-query'],
    ['http://admin.pubnub.com/api', 'not-https'],
    ['ftp://admin.pubnub.com', 'not-https'],
    ['file:///etc/passwd', 'not-a-url'],
    ['http://pubnub-v1.sandbox.invalid', 'not-https'],
    ['http://127.1', 'not-https'],
    ['http://2130706433', 'not-https'],
    ['http://0x7f.0.0.1', 'not-https'],
    ['http://127.0.0.2', 'not-https'],
    ['http://[::ffff:127.0.0.1]', 'not-https'],
    ['http://localhost.', 'foreign-host'],
    ['http://localhost.evil.test', 'not-https'],
    ['https://localhost', 'foreign-host'],
    ['https://127.0.0.1', 'foreign-host'],
    ['https://admin.pubnub.com.', 'foreign-host'],
    ['https://admin.pubnub.com:8443', 'foreign-host'],
    ['https://admin.pubnub.com.evil.test', 'foreign-host'],
    ['https://xadmin.pubnub.com', 'foreign-host'],
    ['https://ps.pndsn.com', 'foreign-host'],
    ['https://data.pubnub-v1.sandbox.invalid', 'foreign-host'],
    ['https://ably.sandbox.invalid', 'foreign-host'],
    ['https://ａdmin.pubnub.com', 'foreign-host'],
    ['https://%61dmin.pubnub.com', 'foreign-host'],
    ['https://adm\tin.pubnub.com', 'foreign-host'],
    ['https://admin.pubnub.com:', 'foreign-host'],
  ])('refuses %j as %s', (address, reason) => expect(check(address)).toBe(reason));

  it('keeps the planes apart', () => {
    expect(check('https://ps.pndsn.com', 'data')).toBe('https://ps.pndsn.com');
    expect(check('https://data.pubnub-v1.sandbox.invalid', 'data')).toMatch(/^https/);
    expect(check('https://admin.pubnub.com/api', 'data')).toBe('foreign-host');
  });

  it('knows no http at all in the packaged app', () => {
    expect(check('http://localhost:8080', 'admin', false)).toBe('not-https');
  });

  it('never repeats what is not a host name: somebody may have pasted a key', () => {
    const pasted = ['sec-c-abcdeRKCANARY', 'https://RKCANARY key@x', 'https://RKCANARY_key/'];
    for (const address of pasted) {
      const result = checkServerAddress(hosts, address, 'admin', { allowLoopback: true });
      expect(result.ok).toBe(false);
      expect(JSON.stringify(result)).not.toContain('RKCANARY');
    }
  });

  it('accepts nothing that a URL parser would send elsewhere, in 5,000 variants', () => {
    // The first choice is the harmless one: often enough for whole addresses to pass.
    const part = (harmless: string, ...choices: string[]): fc.Arbitrary<string> =>
      fc.oneof(
        { weight: 12, arbitrary: fc.constant(harmless) },
        { weight: 5, arbitrary: fc.constantFrom(...choices) },
        { weight: 1, arbitrary: fc.string({ maxLength: 6 }) },
      );
    const variants = fc
      .tuple(
        part('https://', 'http://', 'HTTPS://', 'https:/', '//', 'https:\\\\', 'ws://'),
        part('', 'a@', 'a:b@', 'admin.pubnub.com@', '\t', '%40'),
        part(
          'admin.pubnub.com',
          'localhost',
          '127.0.0.1',
          '[::1]',
          'evil.test',
          'ADMIN.PUBNUB.COM',
        ),
        part('', '.', '.evil.test', '%2eevil.test', '\u3002evil.test', '\\evil.test'),
        part('', ':443', ':80', ':8080', ':', ':0', ':99999', ':443@evil.test'),
        part('', '/', '/api', '/api/', '/../', '/./x', '//evil.test', '/%2f'),
        part('', '?', '?a=b', '#', '#x', '\n'),
      )
      .map((parts) => parts.join(''));
    let accepted = 0;
    fc.assert(
      fc.property(variants, fc.boolean(), (address, allowLoopback) => {
        const result = checkServerAddress(hosts, address, 'admin', { allowLoopback });
        if (!result.ok) return;
        accepted += 1;
        const parsed = new URL(result.value);
        const typed = new URL(address);
        expect(typed.origin).toBe(parsed.origin);
        expect([parsed.username, parsed.password, parsed.search, parsed.hash]).toEqual([
          '',
          '',
          '',
          '',
        ]);
        expect(result.value.endsWith('/')).toBe(false);
        if (parsed.protocol === 'https:') {
          expect(parsed.host).toBe('admin.pubnub.com');
        } else {
          expect(allowLoopback).toBe(true);
          expect(['localhost', '127.0.0.1', '[::1]']).toContain(parsed.hostname);
        }
        // The second look right before sending agrees, and so does a second check.
        expect(isAllowedUrl(hosts, parsed, 'admin', { allowLoopback })).toBe(true);
        expect(checkServerAddress(hosts, result.value, 'admin', { allowLoopback })).toEqual(result);
      }),
      { numRuns: 5_000 },
    );
    expect(accepted).toBeGreaterThan(50);
  });
});

describe('createAddressPolicy', () => {
  it('asks the provider for its hosts and knows no other provider', () => {
    const registry: ProviderRegistry = { all: () => [], find: () => null };
    const policy = createAddressPolicy(registry, { allowLoopback: true });
    expect(policy.check('nobody', 'http://localhost', 'admin')).toEqual({
      ok: false,
      error: { kind: 'not-found', what: 'provider' },
    });
  });
});
