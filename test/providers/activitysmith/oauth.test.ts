import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { BrowserConsent } from '../../../electron/services/ports/provider-values.ts';
import { fail, ok, type Result } from '../../../shared/errors/app-error.ts';
import { jsonAnswer, networkError, textAnswer, type Answer } from '../../fakes/fake-transport.ts';
import { signedInSchema } from '../provider-value-schemas.ts';
import { accessSecret, credential, McpHarness, refreshSecret, rpcResult } from './mcp-harness.ts';
import { recordedCall, type RecordedCall } from './recorded-calls.ts';

const providerId = 'activitysmith';
const tools = 'https://mcp.activitysmith.com';
const vendor = 'https://activitysmith.com';
const redirectUri = 'http://127.0.0.1:5000/back';
const channels = {
  channels: [
    { public_id: 'chan_2', slug: 'ops' },
    { public_id: 'chan_1', slug: 'b' },
  ],
};
const tokens = {
  ...{ access_token: accessSecret, token_type: 'Bearer', expires_in: 3_600 },
  ...{ refresh_token: refreshSecret, scope: 'mcp:read mcp:write' },
};
const documents: Readonly<Record<string, unknown>> = {
  [`${tools}/.well-known/oauth-protected-resource/mcp`]: {
    resource: `${tools}/mcp`,
    authorization_servers: [vendor],
  },
  [`${vendor}/.well-known/oauth-authorization-server`]: {
    issuer: vendor,
    authorization_endpoint: `${vendor}/oauth/authorize`,
    token_endpoint: `${vendor}/oauth/token`,
    registration_endpoint: `${vendor}/oauth/register`,
    code_challenge_methods_supported: ['S256'],
  },
  [`${vendor}/oauth/register`]: { client_id: 'client_1' },
  [`${vendor}/oauth/token`]: tokens,
};
const [resourceUrl = '', serverUrl = '', registerUrl = '', tokenUrl = ''] = Object.keys(documents);

/** The vendor's pages with some of them replaced. */
const vendorPages =
  (changes: Readonly<Record<string, unknown>> = {}): Answer =>
  ({ url }) => {
    const page = { ...documents, ...changes }[url.href];
    if (page instanceof Response) return page.clone();
    return page === undefined ? jsonAnswer({}, { status: 404 }) : jsonAnswer(page);
  };

/** A person who allows at once; `changes` are what the browser brings back. */
class Person implements BrowserConsent {
  readonly redirectUri = redirectUri;
  asked: URL | null = null;
  private readonly changes: Readonly<Record<string, string>>;

  constructor(changes: Readonly<Record<string, string>> = {}) {
    this.changes = changes;
  }

  readonly authorize = (url: string): Promise<Result<URLSearchParams>> => {
    this.asked = new URL(url);
    const state = this.asked.searchParams.get('state') ?? '';
    return Promise.resolve(ok(new URLSearchParams({ code: 'code_1', state, ...this.changes })));
  };
}

const signIn = (consent: BrowserConsent): RecordedCall => ({
  ...{ name: 'signInWithBrowser', effect: 'read', answersSecrets: true, schema: signedInSchema },
  ...{ sends: { name: 'list_channels', arguments: {} }, answer: channels, gives: null },
  run: ({ signInWithBrowser }, session, signal) => signInWithBrowser(session, consent, signal),
});

async function attempt(
  consent: BrowserConsent,
  changes: Readonly<Record<string, unknown>> = {},
  shown: unknown = channels,
): Promise<{ harness: McpHarness; result: Result<unknown> }> {
  const harness = new McpHarness(() => jsonAnswer(rpcResult(shown)));
  harness.other = vendorPages(changes);
  const { result } = await harness.run(signIn(consent));
  return { harness, result };
}

describe('signing in', () => {
  it('to an account without channels has a name, and nothing to tell it by', async () => {
    const { result } = await attempt(new Person(), {}, { channels: [] });
    expect(result).toMatchObject({
      value: { accountId: null, accountName: 'ActivitySmith account' },
    });
  });

  it('asks for consent with PKCE and state, and exchanges the code once', async () => {
    const person = new Person();
    const { harness, result } = await attempt(person);
    expect(result).toEqual({
      ok: true,
      value: {
        credentialSecret: JSON.stringify({
          ...{ v: 1, access: accessSecret, refresh: refreshSecret, client: 'client_1' },
          ...{ until: harness.clock.now() + 3_600_000, scopes: ['mcp:read', 'mcp:write'] },
        }),
        accountId: 'account-of-channel-chan_1',
        accountName: 'ActivitySmith account with #b',
        expiresAt: null,
      },
    });
    const asked = Object.fromEntries(person.asked?.searchParams ?? []);
    expect(person.asked?.href.startsWith(`${vendor}/oauth/authorize?`)).toBe(true);
    expect(asked).toMatchObject({
      ...{ response_type: 'code', client_id: 'client_1', redirect_uri: redirectUri },
      ...{ code_challenge_method: 'S256', scope: 'mcp:read mcp:write', resource: `${tools}/mcp` },
    });
    const sent = harness.transport.requests.filter(({ url }) => url.href === tokenUrl);
    expect(sent).toHaveLength(1);
    expect(sent[0]?.headers.get('content-type')).toBe('application/x-www-form-urlencoded');
    const form = Object.fromEntries(new URLSearchParams(sent[0]?.body ?? ''));
    expect(form).toMatchObject({
      ...{ grant_type: 'authorization_code', code: 'code_1', client_id: 'client_1' },
      ...{ redirect_uri: redirectUri, resource: `${tools}/mcp` },
    });
    const verifier = form['code_verifier'] ?? '';
    expect(verifier).toHaveLength(43);
    expect(createHash('sha256').update(verifier).digest('base64url')).toBe(asked['code_challenge']);
  });

  it('keeps with the tokens which scopes the person granted', async () => {
    const { result } = await attempt(new Person(), {
      [tokenUrl]: { ...tokens, scope: 'mcp:read', expires_in: undefined },
    });
    expect(result).toMatchObject({
      value: { credentialSecret: expect.stringContaining('"scopes":["mcp:read"]') as string },
    });
  });

  it('finds documents that stand at the root only', async () => {
    const { result } = await attempt(new Person(), {
      [resourceUrl]: undefined,
      [`${tools}/.well-known/oauth-protected-resource`]: documents[resourceUrl],
    });
    expect(result.ok).toBe(true);
  });

  it.each([
    ['another state', { state: 'other' }, { kind: 'provider-rejected', code: 'state-mismatch' }],
    ['another issuer', { iss: 'https://evil.test' }, { kind: 'provider-rejected' }],
    ['a denial', { error: 'access_denied' }, { kind: 'cancelled' }],
    ['an error', { error: 'server_error' }, { kind: 'provider-rejected', code: 'server_error' }],
    ['an odd error', { error: '<RKCANARY>' }, { kind: 'provider-rejected', code: 'unknown' }],
    ['no code', { code: '' }, { kind: 'provider-changed' }],
  ])('gives nothing away for %s', async (_name, changes, error) => {
    const { harness, result } = await attempt(new Person(changes));
    expect(result).toMatchObject({ ok: false, error });
    expect(harness.transport.requests.some(({ url }) => url.href === tokenUrl)).toBe(false);
  });

  it.each([
    ['is cancelled', { kind: 'cancelled' } as const],
    ['waits too long', { kind: 'timed-out' } as const],
  ])('ends when the person %s', async (_name, error) => {
    const authorize = () => Promise.resolve(fail(error));
    const { result } = await attempt({ redirectUri, authorize });
    expect(result).toEqual({ ok: false, error });
  });

  const server = documents[serverUrl] as Record<string, unknown>;
  const evil = 'https://evil.test';
  it.each([
    [
      'tools of another address',
      { [resourceUrl]: { resource: evil, authorization_servers: [vendor] } },
    ],
    [
      'no authorization server',
      { [resourceUrl]: { resource: `${tools}/mcp`, authorization_servers: [] } },
    ],
    ['another name', { [serverUrl]: { ...server, issuer: evil } }],
    ['a foreign consent page', { [serverUrl]: { ...server, authorization_endpoint: `${evil}/a` } }],
    ['a foreign token address', { [serverUrl]: { ...server, token_endpoint: `${evil}/t` } }],
    ['no S256', { [serverUrl]: { ...server, code_challenge_methods_supported: ['plain'] } }],
    ['a script', { [serverUrl]: { ...server, authorization_endpoint: 'javascript:alert(1)' } }],
    ['no client id', { [registerUrl]: {} }],
  ])('refuses a server with %s before the browser opens', async (_name, changes) => {
    const person = new Person();
    const { result } = await attempt(person, changes);
    expect(result).toMatchObject({ ok: false, error: { kind: 'provider-changed', providerId } });
    expect(person.asked).toBeNull();
  });

  it('never asks a foreign authorization server anything', async () => {
    const person = new Person();
    const { harness, result } = await attempt(person, {
      [resourceUrl]: { resource: `${tools}/mcp`, authorization_servers: [evil] },
    });
    expect(result).toMatchObject({ error: { kind: 'address-refused', reason: 'foreign-host' } });
    expect(harness.transport.requests.every(({ url }) => url.origin !== evil)).toBe(true);
    expect(person.asked).toBeNull();
  });

  it.each([
    [
      'an unknown code',
      jsonAnswer({ error: 'invalid_grant' }, { status: 400 }),
      { kind: 'sign-in-refused' },
    ],
    [
      'a page',
      textAnswer('<html>', { status: 400, headers: { 'content-type': 'text/html' } }),
      { kind: 'provider-unavailable' },
    ],
    ['a failing server', jsonAnswer({}, { status: 500 }), { kind: 'provider-unavailable' }],
    [
      'another kind of token',
      jsonAnswer({ ...tokens, token_type: 'mac' }),
      { kind: 'provider-changed' },
    ],
    [
      'a token that breaks a header',
      jsonAnswer({ ...tokens, access_token: 'RKCANARY\nx' }),
      { kind: 'provider-changed' },
    ],
  ])('maps the answer of the token address: %s', async (_name, page, error) => {
    const { harness, result } = await attempt(new Person(), { [tokenUrl]: page });
    expect(result).toMatchObject({ ok: false, error });
    expect(harness.transport.requests.filter(({ url }) => url.href === tokenUrl)).toHaveLength(1);
  });

  it('says that nothing is at an address without the documents', async () => {
    const { result } = await attempt(new Person(), { [resourceUrl]: undefined });
    expect(result).toMatchObject({ error: { kind: 'address-refused', reason: 'not-found' } });
  });
});

describe('renewing', () => {
  const call = recordedCall('listKeys');
  const create = recordedCall('createKey');
  const renewedSecret = 'mcp_at_RKCANARYrenewed';
  const renewed = { [tokenUrl]: { ...tokens, access_token: renewedSecret } };

  /** A server that takes only the renewed token, from the handshake on or only at the call. */
  const strict = (recorded: RecordedCall, from: 'handshake' | 'call'): McpHarness => {
    const harness: McpHarness = new McpHarness(({ headers }) =>
      headers.get('authorization') === `Bearer ${renewedSecret}`
        ? jsonAnswer(rpcResult(recorded.answer))
        : jsonAnswer({}, { status: 401 }),
    );
    harness.other = vendorPages(renewed);
    harness.credentialSecret = credential(null, refreshSecret);
    if (from === 'handshake') {
      const refuse: Answer = ({ headers }) => {
        if (headers.get('authorization') === `Bearer ${renewedSecret}`) harness.before = null;
        return jsonAnswer({ id: 0 }, { status: 401 });
      };
      harness.before = refuse;
    }
    return harness;
  };

  it('happens before a token ends, so that no call meets its end', async () => {
    const harness = new McpHarness(() => jsonAnswer(rpcResult(create.answer)));
    harness.other = vendorPages(renewed);
    harness.credentialSecret = credential(harness.clock.now() + 59_000, refreshSecret);
    expect((await harness.run(create)).result.ok).toBe(true);
    expect(harness.renewals).toBe(1);
    const [refresh] = harness.transport.requests.filter(({ url }) => url.href === tokenUrl);
    expect(Object.fromEntries(new URLSearchParams(refresh?.body ?? ''))).toEqual({
      ...{ grant_type: 'refresh_token', refresh_token: refreshSecret, client_id: 'client' },
      resource: `${tools}/mcp`,
    });
    const last = harness.transport.requests.at(-1);
    expect(last?.headers.get('authorization')).toBe(`Bearer ${renewedSecret}`);
  });

  it('does not happen while the token lives', async () => {
    const harness = new McpHarness(() => jsonAnswer(rpcResult(call.answer)));
    harness.credentialSecret = credential(harness.clock.now() + 61_000, refreshSecret);
    expect((await harness.run(call)).result.ok).toBe(true);
    expect(harness.renewals).toBe(0);
  });

  it('repeats a read that was refused', async () => {
    const harness = strict(call, 'call');
    expect((await harness.run(call)).result).toEqual({ ok: true, value: call.gives });
    expect(harness.renewals).toBe(1);
  });

  it('never repeats a create that was refused at the tool itself', async () => {
    const harness = strict(create, 'call');
    expect((await harness.run(create)).result).toMatchObject({
      error: { kind: 'provider-unauthorized' },
    });
    expect([harness.renewals, harness.calls().length]).toEqual([0, 1]);
  });

  it('asks to sign in again when the consent was taken back', async () => {
    const harness = strict(call, 'call');
    const refused = jsonAnswer({ error: 'invalid_grant' }, { status: 400 });
    harness.other = vendorPages({ [tokenUrl]: refused });
    expect((await harness.run(call)).result).toEqual({
      ...{ ok: false, error: { kind: 'provider-unauthorized', providerId } },
    });
  });

  it('takes no failing network for a consent that was taken back', async () => {
    const harness = strict(call, 'call');
    harness.other = () => Promise.reject(networkError('ENOTFOUND', 'getaddrinfo'));
    expect((await harness.run(call)).result).toEqual({
      ...{ ok: false, error: { kind: 'network-offline' } },
    });
  });

  it('keeps the refresh token where the server gives no new one', async () => {
    const harness = strict(call, 'call');
    const { refresh_token: _none, ...kept } = tokens;
    harness.other = vendorPages({ [tokenUrl]: { ...kept, access_token: renewedSecret } });
    const keptSecrets: string[] = [];
    const session = {
      ...harness.session(),
      renew: async (exchange: Parameters<ReturnType<McpHarness['session']>['renew']>[0]) => {
        const answer = await exchange();
        if (!answer.ok) return answer;
        keptSecrets.push(answer.value.credentialSecret);
        return ok(answer.value.credentialSecret);
      },
    };
    await harness.operations.listKeys(
      session,
      'account',
      { page: 1, limit: 9 },
      new AbortController().signal,
    );
    expect(keptSecrets[0]).toContain(refreshSecret);
  });
});
