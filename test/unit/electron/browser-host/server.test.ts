import { once } from 'node:events';
import { serve } from '@hono/node-server';
import { beforeEach, describe, expect, it } from 'vitest';
import { ok } from '../../../../shared/errors/app-error.ts';
import { EventStream } from '../../../../electron/browser-host/event-stream.ts';
import {
  HostQuestions,
  type HostQuestion,
} from '../../../../electron/browser-host/host-questions.ts';
import { parseFaultRules } from '../../../../electron/sandbox/fault-rule.ts';
import { BROWSER_HOST_CSP, createBrowserHost } from '../../../../electron/browser-host/server.ts';

const PORT = 4100;
const HOST = `127.0.0.1:${String(PORT)}`;
const oneTimeToken = 'one-time-RKCANARY-token';

let stream: EventStream;
let questions: HostQuestions;
let asked: HostQuestion[];
let calls: { name: string; raw: unknown }[];
let bugs: unknown[];
let onFaults: (rules: unknown) => void;
let send: (path: string, init?: RequestInit & { host?: string }) => Promise<Response>;

/** A host that really listens, on a port of its own. */
async function listenWith(
  token: string,
): Promise<{ address: string; token: string; close: () => void }> {
  let port = 0;
  const app = createBrowserHost({
    dispatch: () => Promise.resolve(ok('answered')),
    stream,
    questions,
    files: new Map(),
    oneTimeToken: token,
    replaceSandboxFaults: () => undefined,
    reportBug: (cause) => bugs.push(cause),
    port: () => port,
  });
  const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const address = server.address();
  if (typeof address === 'object' && address !== null) ({ port } = address);
  return {
    address: `http://127.0.0.1:${String(port)}`,
    token,
    close: () => {
      server.close();
    },
  };
}

const post = (
  url: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Response> =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

beforeEach(() => {
  let counter = 0;
  stream = new EventStream();
  asked = [];
  calls = [];
  bugs = [];
  onFaults = () => undefined;
  questions = new HostQuestions({
    ids: {
      ulid: () => `01ARZ3NDEKTSV4RRFFQ69G5FA${String((counter += 1))}`,
      base32: (length) => 'a'.repeat(length),
      bytes: (length) => new Uint8Array(length),
    },
    announce: (question) => asked.push(question),
  });
  const app = createBrowserHost({
    dispatch: (name, raw) => {
      calls.push({ name, raw });
      return Promise.resolve(ok('answered'));
    },
    stream,
    questions,
    files: new Map([['/', { bytes: new TextEncoder().encode('page'), contentType: 'text/html' }]]),
    oneTimeToken,
    replaceSandboxFaults: (rules) => {
      onFaults(rules);
    },
    reportBug: (cause) => bugs.push(cause),
    port: () => PORT,
  });
  send = async (path, { host = HOST, ...init } = {}) =>
    app.request(`http://${HOST}${path}`, {
      ...init,
      headers: {
        host,
        'content-type': 'application/json',
        ...(init.headers as Record<string, string>),
      },
    });
});

async function openSession(): Promise<string> {
  const response = await send('/session', {
    method: 'POST',
    body: JSON.stringify({ token: oneTimeToken }),
  });
  expect(response.status).toBe(200);
  const cookie = response.headers.get('set-cookie') ?? '';
  expect(cookie).toMatch(/HttpOnly/);
  expect(cookie).toMatch(/SameSite=Strict/);
  return cookie.split(';')[0] ?? '';
}

describe('the browser host', () => {
  it('exchanges its token once', async () => {
    await openSession();
    const again = await send('/session', {
      method: 'POST',
      body: JSON.stringify({ token: oneTimeToken }),
    });
    expect(again.status).toBe(401);
  });

  it('answers commands only to its session', async () => {
    const body = JSON.stringify({});
    expect((await send('/rpc/keys.list', { method: 'POST', body })).status).toBe(401);
    const cookie = await openSession();
    const answer = await send('/rpc/app.status', { method: 'POST', body, headers: { cookie } });
    expect(await answer.json()).toEqual({ ok: true, value: 'answered' });
    expect(calls).toEqual([{ name: 'app.status', raw: {} }]);
  });

  it.each([
    ['another host name', { host: 'rekey.example:4100' }],
    ['another port', { host: '127.0.0.1:4101' }],
    ['a foreign origin', { headers: { origin: 'https://evil.example' } }],
    ['an opaque origin', { headers: { origin: 'null' } }],
  ])('refuses %s', async (_what, init) => {
    expect((await send('/', init)).status).toBe(403);
  });

  it('allows its own origin and an absent one', async () => {
    expect((await send('/')).status).toBe(200);
    expect((await send('/', { headers: { origin: `http://${HOST}` } })).status).toBe(200);
  });

  it('does not know other commands, events or prototype names', async () => {
    const cookie = await openSession();
    for (const name of ['keys.changed', 'nothing', '__proto__', 'constructor']) {
      const answer = await send(`/rpc/${name}`, {
        method: 'POST',
        body: '{}',
        headers: { cookie },
      });
      expect(answer.status).toBe(404);
    }
    expect(calls).toEqual([]);
  });

  it('takes nothing but JSON', async () => {
    const cookie = await openSession();
    const form = { cookie, 'content-type': 'application/x-www-form-urlencoded' };
    expect(
      (await send('/rpc/app.status', { method: 'POST', body: 'a=b', headers: form })).status,
    ).toBe(415);
    expect(
      (await send('/rpc/app.status', { method: 'POST', body: '{', headers: { cookie } })).status,
    ).toBe(415);
  });

  it('serves only files of its manifest, with the policy and never from a cache', async () => {
    const page = await send('/');
    expect(page.headers.get('content-security-policy')).toBe(BROWSER_HOST_CSP);
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    for (const path of ['/../package.json', '/%2e%2e/package.json', '/assets/', '/%00']) {
      expect((await send(path)).status).toBe(404);
    }
  });

  it('answers a confirmation only through its own dialog', async () => {
    const cookie = await openSession();
    const confirmed = questions.ask({ title: 'Disable?', detail: 'Final.', verb: 'Disable' });
    const id = asked[0]?.id ?? '';
    const body = JSON.stringify({ id, answer: true });
    expect((await send('/host/answer', { method: 'POST', body })).status).toBe(401);
    expect((await send('/host/answer', { method: 'POST', body, headers: { cookie } })).status).toBe(
      200,
    );
    expect(await confirmed).toBe(true);
    expect((await send('/host/answer', { method: 'POST', body, headers: { cookie } })).status).toBe(
      404,
    );
  });

  it('keeps the path of a picked file to itself', async () => {
    const picking = questions.pickSave({ title: 'Export', suggestedName: 'activity.jsonl' });
    questions.answer(asked[0]?.id ?? '', '/home/dev/out/activity.jsonl');
    const picked = await picking;
    expect(JSON.stringify(picked)).not.toContain('/home');
    expect(picked === null ? null : questions.resolve(picked.fileId)).toEqual({
      path: '/home/dev/out/activity.jsonl',
      fileName: 'activity.jsonl',
    });
  });

  it('takes a relative path for no file at all', async () => {
    const picking = questions.pickSave({ title: 'Export', suggestedName: 'activity.jsonl' });
    questions.answer(asked[0]?.id ?? '', 'activity.jsonl');
    expect(await picking).toBeNull();
  });

  it('says no to every open question when it closes', async () => {
    const confirmed = questions.ask({ title: 'Disable?', detail: 'Final.', verb: 'Disable' });
    questions.close();
    expect(await confirmed).toBe(false);
  });

  it('sends an open question to a page that loads later', async () => {
    const cookie = await openSession();
    void questions.ask({ title: 'Disable?', detail: 'Final.', verb: 'Disable' });
    const events = await send('/events', { headers: { cookie } });
    const reader = events.body?.getReader();
    const texts: string[] = [];
    while (!texts.join('').includes('host.question')) {
      const chunk = await reader?.read();
      texts.push(new TextDecoder().decode(chunk?.value));
    }
    expect(texts.join('')).toContain('"verb":"Disable"');
    stream.close();
  });

  it('sends its policy with refusals too, and caches nothing of them', async () => {
    const refused = await send('/', { host: 'rekey.example' });
    expect(refused.status).toBe(403);
    expect(refused.headers.get('cache-control')).toBe('no-store');
    expect(refused.headers.get('content-security-policy')).toBe(BROWSER_HOST_CSP);
    const unknown = await send('/rpc/keys.list', { method: 'POST', body: '{}' });
    expect(unknown.headers.get('cache-control')).toBe('no-store');
  });

  it.each([
    ['no token', {}],
    ['an empty token', { token: '' }],
    ['another token', { token: 'one-time-RKCANARY-tokem' }],
    ['more than a token', { token: oneTimeToken, more: 1 }],
  ])('opens no session for %s, and the right token still works', async (_what, body) => {
    const answer = await send('/session', { method: 'POST', body: JSON.stringify(body) });
    expect([400, 401]).toContain(answer.status);
    expect(answer.headers.get('set-cookie')).toBeNull();
    await openSession();
  });

  it('knows its session by the whole cookie', async () => {
    const cookie = await openSession();
    for (const other of [
      `${cookie}x`,
      cookie.slice(0, -1),
      `rekey_session_${String(PORT)}=`,
      'other=1',
    ]) {
      const answer = await send('/events', { headers: { cookie: other } });
      expect(answer.status).toBe(401);
    }
  });

  it('signs nobody out of another profile in the same browser, which sends every port all cookies', async () => {
    const jar = new Map<string, string>();
    const hosts = [
      await listenWith('first-RKCANARY-token'),
      await listenWith('other-RKCANARY-token'),
    ];
    try {
      for (const { address, token } of hosts) {
        const opened = await post(`${address}/session`, { token });
        const [pair = ''] = (opened.headers.get('set-cookie') ?? '').split(';');
        const [name = '', value = ''] = pair.split('=');
        jar.set(name, value);
      }
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
      for (const { address } of hosts) {
        expect((await post(`${address}/rpc/app.status`, {}, { cookie })).status).toBe(200);
      }
    } finally {
      for (const { close } of hosts) close();
    }
  });

  it('takes no body that is larger than any command', async () => {
    const cookie = await openSession();
    const body = JSON.stringify({ text: 'x'.repeat(1_048_577) });
    const answer = await send('/rpc/app.status', { method: 'POST', body, headers: { cookie } });
    expect(answer.status).toBe(413);
    expect(calls).toEqual([]);
  });

  it('answers a fault of its own with nothing but that, and reports it', async () => {
    const cookie = await openSession();
    const bug = new Error('RKCANARY in a bug');
    onFaults = () => {
      throw bug;
    };
    const answer = await send('/sandbox/faults', {
      method: 'POST',
      body: '[]',
      headers: { cookie },
    });
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain('RKCANARY');
    expect(bugs).toEqual([bug]);
  });

  it('takes fault rules from its session only, and says what is wrong with them', async () => {
    const body = JSON.stringify([{ effect: { kind: 'no-such-fault' } }]);
    onFaults = parseFaultRules;
    expect((await send('/sandbox/faults', { method: 'POST', body })).status).toBe(401);
    const cookie = await openSession();
    const refused = await send('/sandbox/faults', { method: 'POST', body, headers: { cookie } });
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain('effect');
    const accepted = await send('/sandbox/faults', {
      method: 'POST',
      body: JSON.stringify([{ effect: { kind: 'offline' } }]),
      headers: { cookie },
    });
    expect(accepted.status).toBe(200);
    expect(bugs).toEqual([]);
  });

  it('takes neither a number nor a list for an answer', async () => {
    const cookie = await openSession();
    const confirmed = questions.ask({ title: 'Disable?', detail: 'Final.', verb: 'Disable' });
    const id = asked[0]?.id ?? '';
    for (const answer of [1, ['true'], { ok: true }]) {
      const body = JSON.stringify({ id, answer });
      const response = await send('/host/answer', { method: 'POST', body, headers: { cookie } });
      expect(response.status).toBe(400);
    }
    // A text is the answer to another kind of question, and no consent.
    questions.answer(id, 'true');
    expect(await confirmed).toBe(false);
  });
});
