import { describe, expect, it } from 'vitest';
import { at, origin, redirectUri, TestAccount, TestMcp } from './test-account.ts';

describe('discovery', () => {
  it('tells a stranger where to ask for access, under the origin it was asked at', async () => {
    const account = new TestAccount();
    const refused = await account.sendJson('/mcp', { jsonrpc: '2.0', id: 1, method: 'ping' });
    expect(refused.status).toBe(401);
    const metadata = `${origin}/.well-known/oauth-protected-resource/mcp`;
    expect(refused.headers.get('www-authenticate')).toBe(`Bearer resource_metadata="${metadata}"`);
    for (const path of ['', '/mcp']) {
      const { json } = await account.send('GET', `/.well-known/oauth-protected-resource${path}`);
      expect(json).toMatchObject({
        resource: `${origin}/mcp`,
        authorization_servers: [origin],
        scopes_supported: ['mcp:read', 'mcp:write'],
      });
    }
    const local = await account.send(
      'GET',
      'http://localhost:9/.well-known/oauth-authorization-server',
    );
    expect(local.json).toMatchObject({
      issuer: 'http://localhost:9',
      authorization_endpoint: 'http://localhost:9/oauth/authorize',
      token_endpoint: 'http://localhost:9/oauth/token',
      registration_endpoint: 'http://localhost:9/oauth/register',
      code_challenge_methods_supported: ['S256'],
    });
  });

  it('answers unknown paths and methods as the API does', async () => {
    const account = new TestAccount();
    expect((await account.send('GET', '/oauth/token')).status).toBe(405);
    expect((await account.send('POST', '/.well-known/oauth-authorization-server')).status).toBe(
      405,
    );
    expect((await account.send('GET', '/oauth/other')).status).toBe(404);
  });
});

describe('registration', () => {
  it.each([
    ['no redirect address', { redirect_uris: [] }],
    ['an address elsewhere', { redirect_uris: ['https://evil.test/'] }],
    ['an address that only looks local', { redirect_uris: ['http://127.0.0.1.evil.test/'] }],
    ['another scheme', { redirect_uris: ['rekey://back'] }],
    ['a client secret', { token_endpoint_auth_method: 'client_secret_post' }],
    ['another grant', { grant_types: ['client_credentials'] }],
  ])('refuses %s', async (_name, change) => {
    const answer = await new TestAccount().register(change);
    expect(answer.status).toBe(400);
    expect(at(answer.json, 'error')).toMatch(/^invalid_/);
  });
});

describe('consent', () => {
  it('shows a page with an Allow form that carries the whole request, and escapes it', async () => {
    const account = new TestAccount();
    await account.register({ client_name: '<script>RK</script>' });
    const page = await account.send('GET', account.authorizeUrl());
    expect(page.status).toBe(200);
    expect(page.text).toContain('Manage API keys');
    expect(page.text).toContain('robin@larkspur.example');
    expect(page.text).toContain('name="state" value="state-12345"');
    expect(page.text).not.toContain('<script>');
  });

  it('sends the browser back with code, state and issuer, or with the refusal', async () => {
    const account = new TestAccount();
    await account.register();
    const allow = { ...account.authorizeParameters(), decision: 'allow', manage_api_keys: 'on' };
    const allowed = await account.sendForm('/oauth/authorize', allow);
    expect(allowed.status).toBe(302);
    const back = new URL(allowed.headers.get('location') ?? '');
    expect(back.href.startsWith(redirectUri)).toBe(true);
    expect(back.searchParams.get('state')).toBe('state-12345');
    expect(back.searchParams.get('iss')).toBe(origin);
    expect(back.searchParams.get('code')).toMatch(/^code_/);
    const denied = await account.sendForm('/oauth/authorize', { ...allow, decision: 'deny' });
    expect(new URL(denied.headers.get('location') ?? '').searchParams.get('error')).toBe(
      'access_denied',
    );
  });

  it.each([
    ['no PKCE', { code_challenge: '' }, 'invalid_request'],
    ['plain PKCE', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['no state', { state: '' }, 'invalid_request'],
    ['another response type', { response_type: 'token' }, 'invalid_request'],
    ['an unknown scope', { scope: 'mcp:admin' }, 'invalid_scope'],
    ['another resource', { resource: 'https://evil.test/mcp' }, 'invalid_target'],
    ['an unknown parameter', { prompt: 'none' }, 'invalid_request'],
  ])('refuses %s at the redirect address', async (_name, change, error) => {
    const account = new TestAccount();
    await account.register();
    const answer = await account.send('GET', account.authorizeUrl(change));
    expect(answer.status).toBe(302);
    const back = new URL(answer.headers.get('location') ?? '');
    expect(back.searchParams.get('error')).toBe(error);
    expect(back.searchParams.get('code')).toBeNull();
  });

  it('never sends the browser to an address that is not registered', async () => {
    const account = new TestAccount();
    await account.register();
    for (const change of [{ redirect_uri: 'http://127.0.0.1:1/other' }, { client_id: 'x' }]) {
      const answer = await account.send('GET', account.authorizeUrl(change));
      expect(answer.status).toBe(400);
      expect(answer.headers.get('location')).toBeNull();
    }
  });
});

describe('tokens', () => {
  it('are given once for a code with its verifier', async () => {
    const account = new TestAccount();
    const code = await account.code();
    const answer = await account.redeem(code);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.json).toMatchObject({
      access_token: expect.stringContaining('RKCANARY') as string,
      refresh_token: expect.stringContaining('RKCANARY') as string,
      ...{ token_type: 'Bearer', expires_in: 3_600, scope: 'mcp:read mcp:write' },
    });
  });

  it('are taken back when a code is used twice', async () => {
    const account = new TestAccount();
    const code = await account.code();
    const first = (await account.redeem(code)).json;
    expect(at((await account.redeem(code)).json, 'error')).toBe('invalid_grant');
    const stolen = String(at(first, 'refresh_token'));
    expect(at((await account.refresh(stolen)).json, 'error')).toBe('invalid_grant');
  });

  it.each([
    ['another verifier', { code_verifier: 'w'.repeat(50) }, 400, 'invalid_grant'],
    ['a short verifier', { code_verifier: 'v' }, 400, 'invalid_request'],
    ['another redirect', { redirect_uri: 'http://127.0.0.1:1/' }, 400, 'invalid_grant'],
    ['an unknown client', { client_id: 'x' }, 401, 'invalid_client'],
    ['another resource', { resource: 'https://evil.test' }, 400, 'invalid_target'],
    ['another grant', { grant_type: 'password' }, 400, 'unsupported_grant_type'],
    ['an unknown parameter', { audience: 'x' }, 400, 'invalid_request'],
  ])('are not given for %s', async (_name, change, status, error) => {
    const account = new TestAccount();
    const answer = await account.redeem(await account.code(), change);
    expect([answer.status, at(answer.json, 'error')]).toEqual([status, error]);
    expect(answer.text).not.toContain('RKCANARY');
  });

  it('are not given for a code after ten minutes, nor for a JSON body', async () => {
    const account = new TestAccount();
    const code = await account.code();
    await account.clock.advance(600_000);
    expect(at((await account.redeem(code)).json, 'error')).toBe('invalid_grant');
    expect((await account.sendJson('/oauth/token', {})).status).toBe(415);
  });

  it('end on the given clock and not before, and a refresh gives new ones once', async () => {
    const account = new TestAccount();
    const tokens = await account.signIn();
    const ping = async (accessSecret: string): Promise<number> =>
      (await new TestMcp(account, accessSecret).initialize()).status;
    await account.clock.advance(3_600_000 - 1);
    expect(await ping(tokens.access_token)).toBe(200);
    await account.clock.advance(1);
    expect(await ping(tokens.access_token)).toBe(401);
    const renewed = await account.refresh(tokens.refresh_token);
    expect(renewed.status).toBe(200);
    expect(await ping(String(at(renewed.json, 'access_token')))).toBe(200);
    expect(at((await account.refresh(tokens.refresh_token)).json, 'error')).toBe('invalid_grant');
  });

  it('are worth nothing after the person took the consent back', async () => {
    const account = new TestAccount();
    const tokens = await account.signIn();
    expect(account.instance.tune({ revokeConsents: true })).toEqual([]);
    expect((await new TestMcp(account, tokens.access_token).initialize()).status).toBe(401);
    expect(at((await account.refresh(tokens.refresh_token)).json, 'error')).toBe('invalid_grant');
    account.clientId = '';
    await expect(account.signIn()).resolves.toBeTruthy();
  });

  it('say when they end only where they are tuned to', async () => {
    const account = new TestAccount();
    account.instance.tune({ tokenShowsExpiry: false });
    expect((await account.signIn()).expires_in).toBeUndefined();
  });
});
