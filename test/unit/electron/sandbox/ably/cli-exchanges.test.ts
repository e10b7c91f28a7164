import { describe, expect, it } from 'vitest';
import { at, TestAccount, type Answer } from './test-account.ts';

/** What the vendor's command line tool 1.2.1 was seen to send to a host with "local" in its name. */
const cliHeaders = {
  'content-type': 'application/json',
  accept: 'application/json',
  'ably-agent': 'ably-cli/1.2.1',
  'user-agent': 'node-fetch',
};

const send = (
  account: TestAccount,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer> => account.call(method, `/api/v1${path}`, { headers: cliHeaders, body });

async function listed(account: TestAccount, appName: string): Promise<readonly unknown[]> {
  const me = await send(account, 'GET', '/me');
  const accountId = at(me.json, 'account.id') as string;
  const apps = await send(account, 'GET', `/accounts/${accountId}/apps`);
  const app = (apps.json as { id: string; name: string }[]).find(({ name }) => name === appName);
  return (await send(account, 'GET', `/apps/${app?.id ?? ''}/keys`)).json as readonly unknown[];
}

describe('the exchanges of the command line tool', () => {
  it('auth keys list: who am I, which apps, which keys, with times it can print', async () => {
    const keys = await listed(new TestAccount(), 'Telemetry');
    expect(keys).toHaveLength(4);
    for (const key of keys) {
      expect(at(key, 'key')).toMatch(/^\w{6}\.[\w-]{6}:RKCANARY/);
      for (const field of ['created', 'modified']) {
        expect(() => new Date(at(key, field) as number).toISOString()).not.toThrow();
        expect(at(key, field)).toEqual(expect.any(Number));
      }
    }
  });

  it('auth keys create NAME --capabilities', async () => {
    const account = new TestAccount();
    const appId = account.app('Chat');
    const body = { capability: { 'chat:*': ['publish'] }, name: 'from the shell' };
    const created = await send(account, 'POST', `/apps/${appId}/keys`, body);
    expect(created).toMatchObject({ status: 201, json: { ...body, appId, status: 0 } });
  });

  it('auth keys update APP.KEY --capabilities a,b: lists first, then replaces all by *', async () => {
    const account = new TestAccount();
    const key = account.key('orders server');
    expect(await listed(account, 'Orders (production)')).toHaveLength(6);
    const body = { name: 'renamed', capability: { '*': ['subscribe', 'history'] } };
    const updated = await send(account, 'PATCH', account.keysPath(key), body);
    expect(updated.status).toBe(200);
    expect(account.key('renamed').capability).toEqual({ '*': ['history', 'subscribe'] });
  });

  it('auth keys revoke APP.KEY --force: a POST that claims JSON and has none', async () => {
    const account = new TestAccount();
    const key = account.key('ci');
    expect(key.id.startsWith('_')).toBe(true);
    const revoked = await send(account, 'POST', `${account.keysPath(key)}/revoke`);
    expect(revoked).toMatchObject({ status: 200, json: null });
    expect(await listed(account, 'Orders (staging)')).toContainEqual(
      expect.objectContaining({ id: key.id, status: 1 }),
    );
  });
});
