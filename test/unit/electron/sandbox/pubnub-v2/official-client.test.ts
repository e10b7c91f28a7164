import { describe, expect, it } from 'vitest';
import { at, TestAccount } from './test-account.ts';

/**
 * The requests that PubNub's own client, `@pubnub/mcp` 2.3.6 in v2 mode, was seen to send: method,
 * path, headers and body. The headers are those of every call of `TestAccount`.
 */
describe('what the official client sends is understood', () => {
  it('manage_apps: list, create, update', async () => {
    const account = new TestAccount();
    const listed = await account.call('GET', '/apps?page=1&limit=100');
    expect(listed).toMatchObject({ status: 200, json: { total: 4, page: 1, limit: 100 } });
    expect(at(listed.json, 'apps.0.name')).toBe('Orders');
    const created = await account.call('POST', '/apps', { body: { name: 'Loyalty' } });
    const id = at(created.json, 'id') as string;
    const updated = await account.call('PATCH', `/apps/${id}`, { body: { name: 'Rewards' } });
    expect(updated).toMatchObject({ status: 200, json: { id, name: 'Rewards' } });
  });

  it('manage_keysets: list and get, without secrets', async () => {
    const account = new TestAccount();
    const listed = await account.call('GET', '/keysets?page=1&limit=100');
    const id = at(listed.json, 'keysets.0.id') as string;
    const appId = at(listed.json, 'keysets.0.appId');
    expect(account.truth().apps.map((app) => app.id)).toContain(appId);
    const one = await account.call('GET', `/keysets/${id}`);
    expect(one.json).toEqual(at(listed.json, 'keysets.0'));
    expect(JSON.stringify([listed.json, one.json])).not.toContain('sec-c-');
  });

  it('manage_keysets: create with the four sections it knows, update of the configuration', async () => {
    const account = new TestAccount();
    const config = {
      messagePersistence: { enabled: true, retention: 7, deleteFromHistory: true },
      appContext: { enabled: true, region: 'aws-iad-1', userMetadataEvents: true },
      files: { enabled: true, retention: 7, region: 'us-east-1' },
      presence: { enabled: true, announceMax: 20, interval: 10, debounce: 2 },
    };
    const keyset = { name: 'orders-mcp', appId: account.app('Orders'), type: 'testing' };
    const created = await account.call('POST', '/keysets', { body: { keyset, config } });
    expect(created).toMatchObject({ status: 201, json: { keyset, config } });
    const id = at(created.json, 'keyset.id') as string;
    const body = { presence: { enabled: false } };
    const updated = await account.call('PATCH', `/keysets/${id}/config`, { body });
    expect(updated).toMatchObject({
      status: 200,
      json: { presence: { enabled: false, announceMax: 20 }, files: config.files },
    });
  });

  it('the version it sent until 2.3.2 is taken too', async () => {
    const headers = { 'pubnub-version': '2025-11-15' };
    expect((await new TestAccount().call('GET', '/apps', { headers })).status).toBe(200);
  });
});
