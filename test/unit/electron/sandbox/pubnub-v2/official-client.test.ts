import { describe, expect, it } from 'vitest';
import { at, isRefusal, TestAccount, type Answer } from './test-account.ts';

/**
 * The requests that PubNub's own client, `@pubnub/mcp` 2.3.6 in v2 mode, was seen to send: method,
 * path, headers, body and order.
 */
class OfficialClient {
  readonly account = new TestAccount();
  /** Method, path and status, in order. */
  readonly exchanges: string[] = [];
  version = '2026-03-23';

  async ask(method: string, path: string, body?: unknown): Promise<Answer> {
    const headers = {
      authorization: this.account.truth().apiKey,
      'pubnub-version': this.version,
      'content-type': 'application/json',
    };
    const answer = await this.account.call(method, path, { headers, body });
    this.exchanges.push(`${method} ${path} ${answer.status}`);
    return answer;
  }
}

describe('what the official client sends is understood', () => {
  it('manage_apps: list, create, update', async () => {
    const client = new OfficialClient();
    const listed = await client.ask('GET', '/apps?page=1&limit=100');
    expect(listed.json).toMatchObject({ total: 4, page: 1, limit: 100 });
    expect(at(listed.json, 'apps.0.name')).toBe('Orders');
    const created = await client.ask('POST', '/apps', { name: 'Loyalty' });
    const id = at(created.json, 'id') as string;
    const updated = await client.ask('PATCH', `/apps/${id}`, { name: 'Rewards' });
    expect(updated.json).toMatchObject({ id, name: 'Rewards' });
    expect(client.exchanges).toEqual([
      ...['GET /apps?page=1&limit=100 200', 'POST /apps 201', `PATCH /apps/${id} 200`],
    ]);
  });

  it('manage_keysets: list, filtered by app over there, and get, without secrets', async () => {
    const client = new OfficialClient();
    const listed = await client.ask('GET', '/keysets?page=1&limit=100');
    const id = at(listed.json, 'keysets.0.id') as string;
    const ofApp = (listed.json as { keysets: { appId: string }[] }).keysets.filter(
      ({ appId }) => appId === client.account.app('Orders'),
    );
    const orders = client.account
      .truth()
      .keysets.filter(({ appId }) => appId === client.account.app('Orders'));
    expect(ofApp).toMatchObject(orders.map(({ name }) => ({ name })));
    const one = await client.ask('GET', `/keysets/${id}`);
    expect(one.json).toEqual(at(listed.json, 'keysets.0'));
    expect(JSON.stringify([listed.json, one.json])).not.toContain('sec-c-');
    expect(client.exchanges).toEqual([
      ...['GET /keysets?page=1&limit=100 200', `GET /keysets/${id} 200`],
    ]);
  });

  const config = {
    messagePersistence: { enabled: true, retention: 7, deleteFromHistory: true },
    appContext: { enabled: true, region: 'aws-iad-1', userMetadataEvents: true },
    files: { enabled: true, retention: 7, region: 'us-east-1' },
    presence: { enabled: true, announceMax: 20, interval: 10, debounce: 2 },
  };

  it('manage_keysets: create with the four sections it knows, update of the configuration', async () => {
    const client = new OfficialClient();
    const keyset = { name: 'orders-mcp', appId: client.account.app('Orders'), type: 'testing' };
    const created = await client.ask('POST', '/keysets', { keyset, config });
    expect(created.json).toMatchObject({ keyset, config });
    const id = at(created.json, 'keyset.id') as string;
    const change = { presence: { enabled: false } };
    const updated = await client.ask('PATCH', `/keysets/${id}/config`, change);
    expect(updated.json).toMatchObject({
      ...{ presence: { enabled: false, announceMax: 20 }, files: config.files },
    });
    expect(client.exchanges).toEqual(['POST /keysets 201', `PATCH /keysets/${id}/config 200`]);
  });

  it('manage_keysets: create without an app creates the app first', async () => {
    const client = new OfficialClient();
    const app = await client.ask('POST', '/apps', { name: 'from-mcp' });
    const appId = at(app.json, 'id') as string;
    const keyset = { name: 'from-mcp', appId, type: 'testing' };
    const created = await client.ask('POST', '/keysets', { keyset, config });
    expect(created.json).toMatchObject({ keyset });
    expect(client.exchanges).toEqual(['POST /apps 201', 'POST /keysets 201']);
    const kinds = client.account.truth().mutations.map(({ kind }) => kind);
    expect(kinds).toEqual(['app-created', 'keyset-created']);
  });

  it('the version it sent until 2.3.2 is taken too', async () => {
    const client = new OfficialClient();
    client.version = '2025-11-15';
    expect((await client.ask('GET', '/apps?page=1&limit=100')).status).toBe(200);
  });

  it('a "Bearer" before the key is refused: the vendor takes the raw value', async () => {
    const account = new TestAccount();
    const headers = { authorization: `Bearer ${account.truth().apiKey}` };
    expect(isRefusal(await account.call('GET', '/apps', { headers }), 401)).toBe(true);
  });
});
