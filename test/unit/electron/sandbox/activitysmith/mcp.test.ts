import { describe, expect, it } from 'vitest';
import { listenOnLoopback } from '../../../../../electron/sandbox/loopback-server.ts';
import { nodeListener } from '../../../../../electron/sandbox/node-listener.ts';
import { at, newestVersion, TestAccount, TestMcp } from './test-account.ts';

describe('a session', () => {
  it('begins with initialize and answers a ping, as JSON or as an event stream', async () => {
    for (const answerFormat of ['json', 'event-stream']) {
      const account = new TestAccount();
      account.instance.tune({ answerFormat });
      const mcp = new TestMcp(account, (await account.signIn()).access_token);
      const hello = await mcp.initialize();
      expect(at(hello.json, 'result.protocolVersion')).toBe(newestVersion);
      expect(hello.headers.get('content-type')).toContain(answerFormat);
      expect(mcp.sessionId).toMatch(/^[0-9a-f]{32}$/);
      expect((await mcp.request('ping')).json).toMatchObject({ jsonrpc: '2.0', result: {} });
    }
  });

  it('speaks an older revision when asked, and its newest where it knows none', async () => {
    const account = new TestAccount();
    const mcp = new TestMcp(account, (await account.signIn()).access_token);
    const old = await mcp.initialize('2025-03-26');
    expect(at(old.json, 'result.protocolVersion')).toBe('2025-03-26');
    const unknown = await mcp.initialize('1999-01-01');
    expect(at(unknown.json, 'result.protocolVersion')).toBe(newestVersion);
  });

  it('refuses another protocol version, none, another session and none', async () => {
    const mcp = await new TestAccount().connect();
    const ping = { jsonrpc: '2.0', id: 1, method: 'ping' };
    const { 'mcp-protocol-version': _version, ...withoutVersion } = mcp.headers();
    const status = async (headers: Readonly<Record<string, string>>): Promise<number> =>
      (await mcp.account.sendJson('/mcp', ping, headers)).status;
    expect(await status(mcp.headers())).toBe(200);
    expect(await status({ ...mcp.headers(), 'mcp-protocol-version': '2025-03-26' })).toBe(400);
    expect(await status(withoutVersion)).toBe(400);
    expect(await status({ ...mcp.headers(), 'mcp-session-id': 'x' })).toBe(404);
    const { 'mcp-session-id': _session, ...withoutSession } = mcp.headers();
    expect(await status(withoutSession)).toBe(400);
  });

  it('belongs to the consent it was opened with', async () => {
    const account = new TestAccount();
    const mcp = await account.connect();
    const other = new TestMcp(account, (await account.signIn()).access_token);
    other.sessionId = mcp.sessionId;
    expect((await other.request('ping')).status).toBe(404);
  });

  it('ends with DELETE, and GET offers no stream', async () => {
    const mcp = await new TestAccount().connect();
    const { account } = mcp;
    const get = await account.send('GET', '/mcp', { headers: mcp.headers() });
    expect([get.status, get.headers.get('allow')]).toEqual([405, 'POST, DELETE']);
    expect((await account.send('DELETE', '/mcp', { headers: mcp.headers() })).status).toBe(204);
    expect((await mcp.request('ping')).status).toBe(404);
  });

  it('refuses what is no request of the protocol', async () => {
    const mcp = await new TestAccount().connect();
    const ping = { jsonrpc: '2.0', id: 1, method: 'ping' };
    expect((await mcp.post([ping])).status).toBe(400);
    expect((await mcp.post({ ...ping, jsonrpc: '1.0' })).status).toBe(400);
    expect((await mcp.post(ping, { accept: 'application/json' })).status).toBe(406);
    expect((await mcp.post(ping, { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await mcp.post(ping, { origin: 'https://evil.test' })).status).toBe(403);
    expect(at((await mcp.request('resources/list')).json, 'error.code')).toBe(-32601);
    expect(at((await mcp.request('tools/call', { name: 'x' })).json, 'error.code')).toBe(-32602);
    expect(at((await mcp.request('tools/list', {})).json, 'result.tools')).toBeTruthy();
    expect(at((await mcp.request('tools/list', { cursor: 'x' })).json, 'error.code')).toBe(-32602);
    const early = new TestMcp(mcp.account, mcp.accessSecret);
    const hello = await early.request('initialize', {
      ...{ protocolVersion: newestVersion, capabilities: {} },
      clientInfo: { name: 'test', version: '1' },
    });
    early.sessionId = hello.headers.get('mcp-session-id') ?? '';
    expect(at((await early.request('tools/list')).json, 'error.code')).toBe(-32600);
  });
});

describe('rights', () => {
  it('to read do not allow to write', async () => {
    const account = new TestAccount();
    const mcp = await account.connect('mcp:read');
    await expect(mcp.call('list_api_keys')).resolves.toBeTruthy();
    const refused = await mcp.request('tools/call', {
      name: 'create_api_key',
      arguments: { name: 'x' },
    });
    expect(refused.status).toBe(403);
    expect(refused.headers.get('www-authenticate')).toBe(
      'Bearer error="insufficient_scope", scope="mcp:write"',
    );
    expect(account.truth().mutations).toEqual([]);
  });

  it('to manage keys must have been ticked', async () => {
    const account = new TestAccount();
    account.instance.tune({ consentManagesKeys: false });
    const mcp = await account.connect();
    await expect(mcp.call('list_channels')).resolves.toBeTruthy();
    await expect(mcp.call('list_api_keys')).rejects.toThrow('Manage API keys');
    await expect(mcp.call('create_api_key', { name: 'x' })).rejects.toThrow('Manage API keys');
    expect(account.truth().mutations).toEqual([]);
  });
});

describe('the official client', () => {
  it('signs in, lists the tools and calls them', async () => {
    const { Client } = await import('@modelcontextprotocol/sdk/client/index.js');
    const { StreamableHTTPClientTransport } =
      await import('@modelcontextprotocol/sdk/client/streamableHttp.js');
    for (const answerFormat of ['json', 'event-stream']) {
      const account = new TestAccount();
      account.instance.tune({ answerFormat });
      const { access_token: accessSecret } = await account.signIn();
      const url = new URL('https://activitysmith.sandbox.invalid/mcp');
      const transport = new StreamableHTTPClientTransport(url, {
        requestInit: { headers: { authorization: `Bearer ${accessSecret}` } },
        fetch: (input, init) => account.instance.admin(new Request(input, init)),
      });
      const client = new Client({ name: 'test', version: '1' });
      await client.connect(transport);
      const { tools } = await client.listTools();
      expect(tools.map(({ name }) => name)).toContain('create_api_key');
      const created = await client.callTool({ name: 'create_api_key', arguments: { name: 'n' } });
      expect(at(created.structuredContent, 'api_key.key')).toMatch(/^ask_/);
      await transport.terminateSession();
      await client.close();
    }
  });

  it('is served on loopback too', async () => {
    const account = new TestAccount();
    const { access_token: accessSecret } = await account.signIn();
    const bugs: unknown[] = [];
    const server = await listenOnLoopback(
      nodeListener(account.instance.admin, (error) => bugs.push(error)),
      () => undefined,
    );
    try {
      const { Client } = await import('@modelcontextprotocol/sdk/client/index.js');
      const { StreamableHTTPClientTransport } =
        await import('@modelcontextprotocol/sdk/client/streamableHttp.js');
      const url = new URL(`http://localhost:${server.port}/mcp`);
      const requestInit = { headers: { authorization: `Bearer ${accessSecret}` } };
      const client = new Client({ name: 'test', version: '1' });
      await client.connect(new StreamableHTTPClientTransport(url, { requestInit }));
      const { structuredContent } = await client.callTool({ name: 'list_api_keys' });
      expect(at(structuredContent, 'api_keys.length')).toBe(16);
      await client.close();
    } finally {
      await server.close();
    }
    expect(bugs).toEqual([]);
  });

  it('finds its way from the 401 to the tokens by itself', async () => {
    const { auth } = await import('@modelcontextprotocol/sdk/client/auth.js');
    const account = new TestAccount();
    const kept: {
      client?: never;
      tokens?: { access_token: string };
      verifier: string;
      back: string;
    } = { verifier: '', back: '' };
    const provider = {
      redirectUrl: 'http://127.0.0.1:4000/back',
      clientMetadata: {
        client_name: 'SDK',
        redirect_uris: ['http://127.0.0.1:4000/back'],
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
      },
      state: () => 'state-of-the-sdk',
      clientInformation: () => kept.client,
      saveClientInformation: (client: unknown) => void Object.assign(kept, { client }),
      tokens: () => undefined,
      saveTokens: (tokens: unknown) => void Object.assign(kept, { tokens }),
      saveCodeVerifier: (verifier: string) => void Object.assign(kept, { verifier }),
      codeVerifier: () => kept.verifier,
      redirectToAuthorization: async (url: URL) => {
        kept.back = (await account.instance.approveConsent?.(url.href)) ?? '';
      },
    };
    const options = {
      serverUrl: 'https://activitysmith.sandbox.invalid/mcp',
      fetchFn: (input: string | URL, init?: RequestInit) =>
        account.instance.admin(new Request(input, init)),
    };
    expect(await auth(provider, options)).toBe('REDIRECT');
    const authorizationCode = new URL(kept.back).searchParams.get('code') ?? '';
    expect(await auth(provider, { ...options, authorizationCode })).toBe('AUTHORIZED');
    expect((await new TestMcp(account, kept.tokens?.access_token ?? '').initialize()).status).toBe(
      200,
    );
  });
});
