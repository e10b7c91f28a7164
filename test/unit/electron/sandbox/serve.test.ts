import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { get as httpGet } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PubNub from 'pubnub';
import { afterEach, describe, expect, it } from 'vitest';
import { networkFailureCode } from '../../../../electron/sandbox/network-failure.ts';
import {
  serveSandbox,
  type SandboxAccount,
  type ServedSandbox,
  type ServeOptions,
} from '../../../../electron/sandbox/serve.ts';

interface Keyset {
  readonly id: number;
  readonly status: number;
  readonly publishKey: string;
  readonly subscribeKey: string;
  readonly secretKey: string;
  readonly properties: { readonly name: string };
}

interface State {
  readonly keysets: readonly Keyset[];
  readonly requests: Readonly<Record<string, number>>;
  readonly mutations: readonly { readonly kind: string }[];
  readonly journal: readonly { readonly path: string; readonly status: number | null }[];
}

const opened: ServedSandbox[] = [];
const folders: string[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map((sandbox) => sandbox.close()));
  await Promise.all(folders.splice(0).map((path) => rm(path, { recursive: true })));
});

async function serve(options: ServeOptions = {}): Promise<SandboxAccount> {
  const sandbox = await serveSandbox({ warn: () => undefined, ...options });
  opened.push(sandbox);
  const account = sandbox.accounts['pubnub-v1'];
  if (account === undefined) throw new Error('pubnub-v1 is not served');
  return account;
}

async function signIn(account: SandboxAccount): Promise<string> {
  const response = await fetch(`${account.baseUrl}/me`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: account['email'], password: account['password'] }),
  });
  const answer = (await response.json()) as { result: { token: string } };
  return answer.result.token;
}

async function disable(account: SandboxAccount, keyset: Keyset): Promise<Response> {
  return fetch(`${account.baseUrl}/keys/${keyset.id}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', 'x-session-token': await signIn(account) },
    body: JSON.stringify({ status: 0 }),
  });
}

const stateOf = async (account: SandboxAccount): Promise<State> =>
  (await (await fetch(`${account.dataPlaneUrl}/__sandbox/state`)).json()) as State;

const order = (account: SandboxAccount, what: string, body: unknown): Promise<Response> =>
  fetch(`${account.dataPlaneUrl}/__sandbox/${what}`, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

async function keysetOf(account: SandboxAccount, name: string): Promise<Keyset> {
  const { keysets } = await stateOf(account);
  const found = keysets.find((keyset) => keyset.properties.name === name);
  if (found === undefined) throw new Error(`No keyset is called ${name}`);
  return found;
}

const failure = async (answer: Promise<unknown>): Promise<string | null> =>
  answer.then(
    () => 'no failure',
    (error: unknown) => networkFailureCode(error),
  );

describe('the served sandbox', () => {
  it('says where it is and how to sign in', async () => {
    const account = await serve();
    expect(account.baseUrl).toMatch(/^http:\/\/localhost:\d+\/api$/);
    expect(account.dataPlaneUrl).toBe(account.baseUrl.replace('/api', ''));
    expect(Object.keys(account)).toEqual(['baseUrl', 'dataPlaneUrl', 'email', 'password']);
    expect(await signIn(account)).toMatch(/^sess-/);
  });

  it('listens on both loopback addresses at one port, or says which is missing', async () => {
    const warnings: string[] = [];
    const account = await serve({ warn: (text) => warnings.push(text) });
    const { port } = new URL(account.baseUrl);
    expect((await fetch(`http://127.0.0.1:${port}/api/apps`)).status).toBe(401);
    if (warnings.length === 0) {
      expect((await fetch(`http://[::1]:${port}/api/apps`)).status).toBe(401);
    } else {
      expect(warnings).toEqual([expect.stringContaining('has no ::1')]);
    }
  });

  it('answers no name but its own', async () => {
    const { port } = new URL((await serve()).baseUrl);
    const status = await new Promise((resolve, reject) => {
      const headers = { host: `rebound.example:${port}` };
      httpGet({ host: '127.0.0.1', port, path: '/__sandbox/state', headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      }).on('error', reject);
    });
    expect(status).toBe(421);
  });

  it('adds the latency to every answer, also to many at once', async () => {
    const account = await serve({ latencyMs: 40 });
    const startMs = performance.now();
    const tookMs = await Promise.all(
      Array.from({ length: 20 }, async () => {
        await (await fetch(`${account.baseUrl}/apps`)).text();
        return performance.now() - startMs;
      }),
    );
    expect(Math.min(...tookMs)).toBeGreaterThanOrEqual(40);
    // One after the other they would take 800 ms.
    expect(Math.max(...tookMs)).toBeLessThan(800);
  });

  it('tells the truth to tests: keys, counters, changes', async () => {
    const account = await serve();
    const keyset = await keysetOf(account, 'orders-prod');
    expect((await disable(account, keyset)).status).toBe(200);

    const state = await stateOf(account);
    expect(state.keysets).toHaveLength(40);
    expect(await keysetOf(account, 'orders-prod')).toMatchObject({ id: keyset.id, status: 0 });
    expect(state.requests).toEqual({ 'POST /api/me': 1, [`PUT /api/keys/${keyset.id}`]: 1 });
    expect(state.mutations).toMatchObject([{ kind: 'keyset-changed', target: keyset.id }]);
    expect(state.journal.map((entry) => entry.status)).toEqual([200, 200]);
  });

  it.each([
    ['faults', '{'],
    ['faults', {}],
    ['faults', [{ efect: {} }]],
    ['tuning', { createShowsSecrets: 1 }],
    ['nonsense', []],
  ])('refuses the order %s %j', async (what, body) => {
    const answer = await order(await serve(), what, body);
    expect(answer.status).toBe(what === 'nonsense' ? 404 : 400);
    expect(await answer.json()).toMatchObject({ ok: false });
  });

  it('starts with faults and takes new faults and tuning while it runs', async () => {
    const faults = { 'pubnub-v1': [{ effect: { kind: 'answer', status: 503 } }] } as const;
    const account = await serve({ faults });
    expect((await fetch(`${account.baseUrl}/apps`)).status).toBe(503);
    expect(await (await order(account, 'faults', [])).json()).toEqual({ ok: true });
    expect((await fetch(`${account.baseUrl}/apps`)).status).toBe(401);
    expect((await order(account, 'tuning', { createShowsSecrets: true })).status).toBe(200);
  });

  it.each([
    [{ kind: 'offline' }, 0],
    [{ kind: 'reset', when: 'before-commit' }, 0],
    [{ kind: 'reset', when: 'after-commit' }, 1],
  ])('breaks the connection under %j', async (effect, commits) => {
    const account = await serve();
    const keyset = await keysetOf(account, 'orders-prod');
    await order(account, 'faults', [{ method: 'PUT', effect }]);
    expect(await failure(disable(account, keyset))).toMatch(/^(ECONNRESET|UND_ERR_SOCKET)$/);
    expect((await stateOf(account)).mutations).toHaveLength(commits);
  });

  it('breaks off in the middle of a body, after what it has sent', async () => {
    const account = await serve();
    await order(account, 'faults', [{ effect: { kind: 'truncated', keep: 10 } }]);
    // Not fetch: it drops what it has received when the connection ends early.
    const outcome = await new Promise((resolve, reject) => {
      httpGet(`${account.baseUrl}/apps`, (response) => {
        let received = 0;
        response.on('data', (chunk: Buffer) => (received += chunk.byteLength));
        response.on('error', (error: NodeJS.ErrnoException) => {
          resolve({ status: response.statusCode, received, code: error.code });
        });
        response.on('end', () => {
          reject(new Error('the body was complete'));
        });
      }).on('error', reject);
    });
    expect(outcome).toEqual({ status: 401, received: 10, code: 'ECONNRESET' });
  });

  it('carries every other fault over the wire', async () => {
    const account = await serve();
    const ask = async (effect: object): Promise<Response> => {
      await order(account, 'faults', [{ effect }]);
      return fetch(`${account.baseUrl}/apps`, { redirect: 'manual' });
    };
    expect((await ask({ kind: 'html' })).headers.get('content-type')).toMatch('text/html');
    expect((await ask({ kind: 'redirect', location: '/x' })).status).toBe(302);
    const limited = await ask({ kind: 'answer', status: 429, headers: { 'retry-after': '3' } });
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '3']);
    const endless = (await ask({ kind: 'endless-body' })).body?.getReader();
    for (let read = 0; read < 20; read += 1) expect((await endless?.read())?.done).toBe(false);
    await endless?.cancel();
    const packed = (await ask({ kind: 'hostile', body: 'gzip-bomb' })).body?.getReader();
    expect((await packed?.read())?.value?.[0]).toBe(0x20);
    await packed?.cancel();
  });

  it('closes although somebody waits for an answer that never comes', async () => {
    const account = await serve();
    await order(account, 'faults', [{ effect: { kind: 'hang' } }]);
    const hanging = failure(fetch(`${account.baseUrl}/apps`));
    while ((await stateOf(account)).keysets.length === 0) await Promise.resolve();
    await Promise.all(opened.splice(0).map((sandbox) => sandbox.close()));
    expect(await hanging).not.toBe('no failure');
  });
});

describe('the state file', () => {
  async function folder(): Promise<string> {
    const path = await mkdtemp(join(tmpdir(), 'rekey-sandbox-'));
    folders.push(path);
    return path;
  }

  it('holds every change before its answer and is for its owner only', async () => {
    const stateFile = join(await folder(), 'state.json');
    const account = await serve({ stateFile, seed: 4 });
    const keyset = await keysetOf(account, 'orders-prod');
    await disable(account, keyset);
    expect((await stat(stateFile)).mode & 0o777).toBe(0o600);

    const again = await serve({ stateFile });
    expect(await keysetOf(again, 'orders-prod')).toEqual(await keysetOf(account, 'orders-prod'));
    expect((await keysetOf(again, 'orders-prod')).status).toBe(0);
  });

  it.each(['', '{"RKCANARY', '{"formatVersion":1,"providers":{"pubnub-v1":"{}"}}'])(
    'is refused, not overwritten and not quoted when it holds damaged text %#',
    async (text) => {
      const stateFile = join(await folder(), 'state.json');
      await writeFile(stateFile, text);
      const error: unknown = await serve({ stateFile }).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(Error);
      expect(String(error)).not.toContain('RKCANARY');
      expect(await readFile(stateFile, 'utf8')).toBe(text);
    },
  );
});

describe("the vendor's own SDK as an independent oracle", () => {
  async function grant(
    account: SandboxAccount,
    keyset: Pick<Keyset, 'publishKey' | 'subscribeKey' | 'secretKey'>,
  ): Promise<number> {
    const pubnub = new PubNub({
      publishKey: keyset.publishKey,
      subscribeKey: keyset.subscribeKey,
      secretKey: keyset.secretKey,
      userId: "rekey's check (1*!~)",
      origin: new URL(account.dataPlaneUrl).host,
      ssl: false,
    });
    try {
      const token: string = await pubnub.grantToken({
        ttl: 1,
        resources: { channels: { 'rekey-check-ünï': { read: true } } },
      });
      return token.startsWith('p0F2') ? 200 : 0;
    } catch (error) {
      const { status } = error as { status?: { statusCode?: number } };
      return status?.statusCode ?? -1;
    } finally {
      pubnub.destroy();
    }
  }

  it('is granted a token with the right secret', async () => {
    const account = await serve();
    expect(await grant(account, await keysetOf(account, 'orders-prod'))).toBe(200);
  });

  it('is refused with another secret or another publish key', async () => {
    const account = await serve();
    const keyset = await keysetOf(account, 'orders-prod');
    const other = await keysetOf(account, 'chat-prod');
    expect(await grant(account, { ...keyset, secretKey: other.secretKey })).toBe(403);
    expect(await grant(account, { ...keyset, publishKey: other.publishKey })).toBe(403);
  });

  it('is refused as soon as the keyset is disabled, and where Access Manager is off', async () => {
    const account = await serve();
    const keyset = await keysetOf(account, 'orders-prod');
    await disable(account, keyset);
    expect(await grant(account, keyset)).toBe(400);
    expect(await grant(account, await keysetOf(account, 'chat-support-widget'))).toBe(403);
  });

  it('reads presence and history of a keyset without Access Manager', async () => {
    const account = await serve();
    const { publishKey, subscribeKey } = await keysetOf(account, 'chat-support-widget');
    const pubnub = new PubNub({
      publishKey,
      subscribeKey,
      userId: 'rekey',
      origin: new URL(account.dataPlaneUrl).host,
      ssl: false,
    });
    try {
      const here = await pubnub.hereNow({ channels: ['rekey-check-1'] });
      expect(here.totalOccupancy).toBe(0);
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only SDK call for v2 history
      const past = await pubnub.history({ channel: 'rekey-check-1', count: 1 });
      expect(past.messages).toEqual([]);
    } finally {
      pubnub.destroy();
    }
  });
});
