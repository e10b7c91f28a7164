import { createHash } from 'node:crypto';
import { activitysmithSandbox } from '../../../../../electron/sandbox/activitysmith/index.ts';
import type { SandboxInstance } from '../../../../../electron/sandbox/sandbox-provider.ts';
import { seededRandom } from '../../../../../electron/sandbox/sandbox-random.ts';
import { ManualClock } from '../manual-clock.ts';

export const origin = 'https://activitysmith.sandbox.invalid';
export const redirectUri = 'http://127.0.0.1:41234/back';
const verifierSecret = 'v'.repeat(50);
const challenge = createHash('sha256').update(verifierSecret).digest('base64url');
export const newestVersion = '2025-11-25';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Parsed JSON, also out of an event stream; null where there is none. */
  readonly json: unknown;
}

export interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly expires_in?: number;
  readonly scope: string;
}

export interface KeyTruth {
  readonly publicId: string;
  readonly name: string;
  readonly keySecret: string;
  readonly scopeMode: string;
  readonly channelIds: readonly string[];
  readonly createdAt: number;
}

interface Truth {
  readonly mcpUrl: string;
  readonly consentUser: { readonly name: string; readonly email: string };
  readonly channels: readonly { readonly publicId: string; readonly slug: string }[];
  readonly keys: readonly KeyTruth[];
  readonly mutations: readonly { readonly kind: string; readonly target: string }[];
}

/** The simulated account on a manual clock, with the calls tests make. */
export class TestAccount {
  readonly clock = new ManualClock();
  readonly instance: SandboxInstance;
  saves = 0;
  clientId = '';

  constructor(options: { readonly keys?: number; readonly snapshot?: string } = {}) {
    this.instance = activitysmithSandbox.open({
      seed: 1,
      keys: options.keys ?? null,
      clock: this.clock,
      random: seededRandom(99),
      snapshot: options.snapshot ?? null,
      onMutation: () => {
        this.saves += 1;
      },
    });
  }

  async send(method: string, path: string, init: RequestInit = {}): Promise<Answer> {
    return toAnswer(
      await this.instance.admin(new Request(new URL(path, origin), { ...init, method })),
    );
  }

  async sendJson(
    path: string,
    body: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const all = new Headers({ 'content-type': 'application/json', ...headers });
    return this.send('POST', path, { body: JSON.stringify(body), headers: all });
  }

  async sendForm(path: string, body: Readonly<Record<string, string>>): Promise<Answer> {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return this.send('POST', path, { body: new URLSearchParams(body).toString(), headers });
  }

  async register(change: Readonly<Record<string, unknown>> = {}): Promise<Answer> {
    const answer = await this.sendJson('/oauth/register', {
      ...{ client_name: 'Test', redirect_uris: [redirectUri], token_endpoint_auth_method: 'none' },
      ...{ grant_types: ['authorization_code', 'refresh_token'], response_types: ['code'] },
      ...change,
    });
    if (answer.status === 201) this.clientId = String(at(answer.json, 'client_id'));
    return answer;
  }

  authorizeParameters(change: Readonly<Record<string, string>> = {}): Record<string, string> {
    return {
      ...{ response_type: 'code', client_id: this.clientId, redirect_uri: redirectUri },
      ...{ state: 'state-12345', code_challenge: challenge, code_challenge_method: 'S256' },
      ...{ scope: 'mcp:read mcp:write', resource: `${origin}/mcp` },
      ...change,
    };
  }

  authorizeUrl(change: Readonly<Record<string, string>> = {}): string {
    return `${origin}/oauth/authorize?${new URLSearchParams(this.authorizeParameters(change)).toString()}`;
  }

  /** A registered client's code, consented to by the sandbox. */
  async code(change: Readonly<Record<string, string>> = {}): Promise<string> {
    if (this.clientId === '') await this.register();
    const back = await this.instance.approveConsent?.(this.authorizeUrl(change));
    return new URL(back ?? '').searchParams.get('code') ?? '';
  }

  async redeem(code: string, change: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.sendForm('/oauth/token', {
      ...{ grant_type: 'authorization_code', code, redirect_uri: redirectUri },
      ...{ client_id: this.clientId, code_verifier: verifierSecret, ...change },
    });
  }

  async refresh(refreshSecret: string): Promise<Answer> {
    return this.sendForm('/oauth/token', {
      ...{ grant_type: 'refresh_token', refresh_token: refreshSecret, client_id: this.clientId },
    });
  }

  async signIn(scope = 'mcp:read mcp:write'): Promise<Tokens> {
    const answer = await this.redeem(await this.code({ scope }));
    if (answer.status !== 200) throw new Error(`the token endpoint answered ${answer.status}`);
    // The oracle's own shape; the tests would fail loudly if it changed.
    return answer.json as Tokens;
  }

  async connect(scope?: string): Promise<TestMcp> {
    const mcp = new TestMcp(this, (await this.signIn(scope)).access_token);
    await mcp.initialize();
    return mcp;
  }

  truth(): Truth {
    return JSON.parse(JSON.stringify(this.instance.summary())) as Truth;
  }

  key(name: string): KeyTruth {
    const found = this.truth().keys.find((key) => key.name === name);
    if (found === undefined) throw new Error(`No key is called ${name}`);
    return found;
  }

  channelId(slug: string): string {
    return this.truth().channels.find((channel) => channel.slug === slug)?.publicId ?? '';
  }
}

/** A client of the tools that does exactly what a test says. */
export class TestMcp {
  readonly account: TestAccount;
  readonly accessSecret: string;
  sessionId = '';
  #nextId = 1;

  constructor(account: TestAccount, accessSecret: string) {
    this.account = account;
    this.accessSecret = accessSecret;
  }

  headers(): Record<string, string> {
    return {
      authorization: `Bearer ${this.accessSecret}`,
      accept: 'application/json, text/event-stream',
      ...(this.sessionId !== '' && {
        'mcp-session-id': this.sessionId,
        'mcp-protocol-version': newestVersion,
      }),
    };
  }

  async post(message: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.account.sendJson('/mcp', message, { ...this.headers(), ...headers });
  }

  async request(method: string, params?: unknown): Promise<Answer> {
    const id = this.#nextId;
    this.#nextId += 1;
    return this.post({ jsonrpc: '2.0', id, method, ...(params !== undefined && { params }) });
  }

  async initialize(version = newestVersion): Promise<Answer> {
    const answer = await this.request('initialize', {
      protocolVersion: version,
      capabilities: {},
      clientInfo: { name: 'test', version: '1' },
    });
    this.sessionId = answer.headers.get('mcp-session-id') ?? '';
    await this.post({ jsonrpc: '2.0', method: 'notifications/initialized' });
    return answer;
  }

  /** The structured value of a tool's result; throws with its words where it refused. */
  async call(name: string, input: unknown = {}): Promise<unknown> {
    const { json } = await this.request('tools/call', { name, arguments: input });
    if (at(json, 'result.isError') === true) {
      throw new Error(String(at(json, 'result.content.0.text')));
    }
    return at(json, 'result.structuredContent');
  }
}

async function toAnswer(response: Response): Promise<Answer> {
  const text = await response.text();
  const { status, headers } = response;
  return { status, headers, text, json: jsonOf(text, headers.get('content-type') ?? '') };
}

function jsonOf(text: string, contentType: string): unknown {
  if (contentType.startsWith('application/json')) return JSON.parse(text);
  const [, data] = /^data: (.*)$/m.exec(text) ?? [];
  return data === undefined ? null : JSON.parse(data);
}

/** A value deep in JSON by a dotted path; undefined where there is none. */
export function at(json: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined,
      json,
    );
}
