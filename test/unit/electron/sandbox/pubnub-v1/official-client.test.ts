import { describe, expect, it } from 'vitest';
import { accountId, at, TestAccount, type Answer } from './test-account.ts';

const dayMs = 86_400_000;

/**
 * The requests that PubNub's own client, `@pubnub/mcp` 2.3.2 in v1 mode, was seen to send: method,
 * path, headers, body and order. It signs in once, and after a 401 or 403 once more to repeat.
 */
class OfficialClient {
  readonly account = new TestAccount();
  /** Method, path and status, in order. */
  readonly exchanges: string[] = [];
  /** 0 is the owner, 1 a user who may only read. */
  user: 0 | 1 = 0;
  #sessionSecret: string | null = null;

  async ask(method: string, path: string, body?: unknown): Promise<Answer> {
    this.#sessionSecret ??= await this.#signIn();
    const answer = await this.#send(method, path, body);
    if (answer.status !== 401 && answer.status !== 403) return answer;
    this.#sessionSecret = await this.#signIn();
    return this.#send(method, path, body);
  }

  async #signIn(): Promise<string> {
    this.#sessionSecret = null;
    const { email, passwordSecret } = this.account.truth().users[this.user]!;
    const { json } = await this.#send('POST', '/me', { email, password: passwordSecret });
    return at(json, 'result.token') as string;
  }

  async #send(method: string, path: string, body: unknown): Promise<Answer> {
    const headers = { 'content-type': 'application/json' };
    const sessionSecret = this.#sessionSecret;
    const answer = await this.account.call(method, path, { body, headers, sessionSecret });
    this.exchanges.push(`${method} ${path} ${answer.status}`);
    return answer;
  }
}

describe('what the official client sends is understood', () => {
  it('signs in once, for all that follows', async () => {
    const client = new OfficialClient();
    const apps = await client.ask('GET', `/apps?owner_id=${accountId}`);
    const appId = at(apps.json, 'result.0.id') as number;
    expect(at(apps.json, 'result.0.keys.0.secret_key')).toMatch(/^sec-c-/);
    const byApp = await client.ask('GET', `/keys?app_id=${appId}`);
    const id = at(byApp.json, 'result.0.id') as number;
    const byOwner = await client.ask('GET', `/keys?owner_id=${accountId}`);
    expect(byOwner.json).toMatchObject({ result: client.account.truth().keysets.map(() => ({})) });
    const one = await client.ask('GET', `/keys/${id}`);
    expect(at(one.json, 'result')).toEqual(at(byApp.json, 'result.0'));
    expect(client.exchanges).toEqual([
      'POST /me 200',
      `GET /apps?owner_id=${accountId} 200`,
      `GET /keys?app_id=${appId} 200`,
      `GET /keys?owner_id=${accountId} 200`,
      `GET /keys/${id} 200`,
    ]);
  });

  it('creates an app and a keyset and changes it, with true and false for the switches', async () => {
    const client = new OfficialClient();
    const draft = { name: 'Loyalty', create_demo_key: false, owner_id: accountId };
    const app = await client.ask('POST', '/apps', draft);
    const appId = at(app.json, 'result.id') as number;
    const properties = { name: 'loyalty-dev', history: true, presence: true, files_enabled: false };
    const keyset = await client.ask('POST', '/keys', { app_id: appId, type: 0, properties });
    const id = at(keyset.json, 'result.id') as number;
    const changed = await client.ask('PUT', `/keys/${id}`, { properties: { presence: false } });
    expect(changed.status).toBe(200);
    expect(client.account.keyset('loyalty-dev').properties).toMatchObject({
      ...{ history: 1, presence: 0, files_enabled: 0 },
    });
    expect(client.exchanges).toEqual([
      ...['POST /me 200', 'POST /apps 200', 'POST /keys 200', `PUT /keys/${id} 200`],
    ]);
  });

  it.each([401, 403])('signs in once more after a %i and repeats the call', async (status) => {
    const client = new OfficialClient();
    client.account.instance.tune({ endedSessionStatus: status });
    const path = `/keys?owner_id=${accountId}`;
    await client.ask('GET', path);
    await client.account.clock.advance(30 * dayMs);
    expect((await client.ask('GET', path)).status).toBe(200);
    expect(client.exchanges).toEqual([
      ...['POST /me 200', `GET ${path} 200`],
      ...[`GET ${path} ${status}`, 'POST /me 200', `GET ${path} 200`],
    ]);
  });

  it('gives up after the second 403 of a user who may not write, and nothing was created', async () => {
    const client = new OfficialClient();
    client.user = 1;
    const draft = { name: 'Loyalty', create_demo_key: false, owner_id: accountId };
    expect((await client.ask('POST', '/apps', draft)).status).toBe(403);
    expect(client.exchanges).toEqual([
      ...['POST /me 200', 'POST /apps 403', 'POST /me 200', 'POST /apps 403'],
    ]);
    expect(client.account.truth().mutations).toEqual([]);
  });
});
