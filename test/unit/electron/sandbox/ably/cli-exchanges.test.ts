import { describe, expect, it } from 'vitest';
import { at, refusal, TestAccount, type Answer } from './test-account.ts';

/** What the vendor's command line tool 1.2.1 was seen to send to a host with "local" in its name. */
const cliHeaders = {
  'content-type': 'application/json',
  accept: 'application/json',
  'ably-agent': 'ably-cli/1.2.1',
  'user-agent': 'node-fetch',
};

/** Its commands, each with the calls it makes, in its order. */
class CommandLine {
  readonly account = new TestAccount();
  /** Method, path and status, in order. */
  readonly exchanges: string[] = [];

  async list(appName: string): Promise<readonly unknown[]> {
    const me = await this.#send('GET', '/me');
    const accountId = at(me.json, 'account.id') as string;
    const apps = await this.#send('GET', `/accounts/${accountId}/apps`);
    const app = (apps.json as { id: string; name: string }[]).find(({ name }) => name === appName);
    return this.#keysOf(app?.id ?? '');
  }

  create(appId: string, body: { readonly capability: unknown; readonly name: string }) {
    return this.#send('POST', `/apps/${appId}/keys`, body);
  }

  /** A key is named in full, `APP.KEY`; the tool looks for it in the list of its app. */
  async get(keyName: string): Promise<unknown> {
    const [appId = '', id] = keyName.split('.');
    return (await this.#keysOf(appId)).find((key) => at(key, 'id') === id);
  }

  async update(keyName: string, name: string, capabilities: string): Promise<Answer> {
    await this.get(keyName);
    const body = { name, capability: { '*': capabilities.split(',') } };
    return this.#send('PATCH', pathOf(keyName), body);
  }

  async revoke(keyName: string): Promise<Answer> {
    await this.get(keyName);
    return this.#send('POST', `${pathOf(keyName)}/revoke`);
  }

  async #keysOf(appId: string): Promise<readonly unknown[]> {
    return (await this.#send('GET', `/apps/${appId}/keys`)).json as readonly unknown[];
  }

  async #send(method: string, path: string, body?: unknown): Promise<Answer> {
    const headers = { ...cliHeaders, authorization: `Bearer ${this.account.truth().accessToken}` };
    const answer = await this.account.call(method, `/api/v1${path}`, {
      ...{ tokenSecret: null, headers, body },
    });
    this.exchanges.push(`${method} ${path} ${answer.status}`);
    return answer;
  }
}

function pathOf(keyName: string): string {
  const [appId = '', id = ''] = keyName.split('.');
  return `/apps/${appId}/keys/${id}`;
}

describe('the exchanges of the command line tool', () => {
  it('auth keys list: who am I, which apps, which keys, with times it can print', async () => {
    const shell = new CommandLine();
    const keys = await shell.list('Telemetry');
    expect(keys).toHaveLength(4);
    for (const key of keys) {
      expect(at(key, 'key')).toMatch(/^\w{6}\.[\w-]{6}:RKCANARY/);
      for (const field of ['created', 'modified']) {
        expect(() => new Date(at(key, field) as number).toISOString()).not.toThrow();
        expect(at(key, field)).toEqual(expect.any(Number));
      }
    }
    const { accountId } = shell.account.truth();
    expect(shell.exchanges).toEqual([
      'GET /me 200',
      `GET /accounts/${accountId}/apps 200`,
      `GET /apps/${shell.account.app('Telemetry')}/keys 200`,
    ]);
  });

  it('auth keys create NAME --capabilities', async () => {
    const shell = new CommandLine();
    const appId = shell.account.app('Chat');
    const body = { capability: { 'chat:*': ['publish'] }, name: 'from the shell' };
    const created = await shell.create(appId, body);
    expect(created).toMatchObject({ status: 201, json: { ...body, appId, status: 0 } });
    expect(at(created.json, 'key')).toBe(shell.account.key('from the shell').key);
    expect(shell.exchanges).toEqual([`POST /apps/${appId}/keys 201`]);
  });

  it('auth keys get APP.KEY: there is no call for one key, so it lists and picks', async () => {
    const shell = new CommandLine();
    const key = shell.account.key('orders server');
    expect(await shell.get(key.keyName)).toMatchObject({ id: key.id, key: key.key, status: 0 });
    expect(await shell.get(`${key.appId}.nobody`)).toBeUndefined();
    const list = `GET /apps/${key.appId}/keys 200`;
    expect(shell.exchanges).toEqual([list, list]);
  });

  it('auth keys update APP.KEY --capabilities a,b: lists first, then replaces all by *', async () => {
    const shell = new CommandLine();
    const key = shell.account.key('orders server');
    expect(Object.keys(key.capability)).not.toEqual(['*']);
    const updated = await shell.update(key.keyName, 'renamed', 'subscribe,history');
    expect(updated).toMatchObject({ status: 200, json: { id: key.id, name: 'renamed' } });
    expect(shell.account.key('renamed').capability).toEqual({ '*': ['history', 'subscribe'] });
    expect(shell.exchanges).toEqual([
      `GET /apps/${key.appId}/keys 200`,
      `PATCH ${shell.account.keysPath(key)} 200`,
    ]);
  });

  it('auth keys revoke APP.KEY --force: lists first, then a POST that claims JSON and has none', async () => {
    const shell = new CommandLine();
    const key = shell.account.key('ci');
    expect(key.id.startsWith('_')).toBe(true);
    const revoked = await shell.revoke(key.keyName);
    expect(revoked).toMatchObject({ status: 200, json: null });
    expect(shell.exchanges).toEqual([
      `GET /apps/${key.appId}/keys 200`,
      `POST ${shell.account.keysPath(key)}/revoke 200`,
    ]);
    // It prints revoked keys as well.
    expect(await shell.list('Orders (staging)')).toContainEqual(
      expect.objectContaining({ id: key.id, status: 1 }),
    );
  });

  it('a refusal has the envelope that it prints, and changes nothing', async () => {
    const shell = new CommandLine();
    const appId = shell.account.app('Chat');
    const refused = await shell.create(appId, { capability: { '*': ['fly'] }, name: 'x' });
    expect(refused).toMatchObject(refusal(400, 40_000));
    expect(shell.account.truth().mutations).toEqual([]);
  });
});
