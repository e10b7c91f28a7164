import { pubnubV1Sandbox } from '../../../../../electron/sandbox/pubnub-v1/index.ts';
import type { SandboxInstance } from '../../../../../electron/sandbox/sandbox-provider.ts';
import { seededRandom } from '../../../../../electron/sandbox/sandbox-random.ts';
import { ManualClock } from '../manual-clock.ts';

export const accountId = 420_117;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON; tests compare it as a whole or by path. */
  readonly json: unknown;
}

export interface CallOptions {
  readonly body?: unknown;
  /** Sent as it is instead of `body`. */
  readonly rawBody?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Null: none. Left out: a session of the owner. */
  readonly sessionSecret?: string | null;
}

/** One keyset as the oracle of the sandbox tells it. */
export interface KeysetTruth {
  readonly id: number;
  readonly appId: number;
  readonly type: number;
  readonly status: number;
  readonly publishKey: string;
  readonly subscribeKey: string;
  readonly secretKey: string | null;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly createdAt: number;
  readonly vaultSecrets: readonly { readonly name: string; readonly secretValue: string }[];
}

/** The simulated account on a manual clock, with the calls tests make. */
export class TestAccount {
  readonly clock: ManualClock;
  readonly instance: SandboxInstance;
  saves = 0;
  #sessionSecret: string | null = null;

  constructor(options: { readonly keys?: number; readonly snapshot?: string } = {}) {
    this.clock = new ManualClock();
    this.instance = pubnubV1Sandbox.open({
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

  async call(method: string, path: string, options: CallOptions = {}): Promise<Answer> {
    const sessionSecret =
      options.sessionSecret === undefined ? await this.ownerSession() : options.sessionSecret;
    const body =
      options.rawBody ?? (options.body === undefined ? null : JSON.stringify(options.body));
    const response = await this.instance.admin(
      new Request(`https://pubnub-v1.sandbox.invalid/api${path}`, {
        method,
        body,
        headers: {
          ...(body !== null && { 'content-type': 'application/json' }),
          ...(sessionSecret !== null && { 'x-session-token': sessionSecret }),
          ...options.headers,
        },
      }),
    );
    return toAnswer(response);
  }

  async signIn(email: string, passwordSecret: string): Promise<Answer> {
    return this.call('POST', '/me', {
      body: { email, password: passwordSecret },
      sessionSecret: null,
    });
  }

  /** A session of the owner, or of the user who may only read. */
  async openSession(role: 'owner' | 'reader' = 'owner'): Promise<string> {
    const { users } = this.truth();
    const user = users[role === 'owner' ? 0 : 1];
    const answer = await this.signIn(user?.email ?? '', user?.passwordSecret ?? '');
    const token = at(answer.json, 'result.token');
    if (typeof token !== 'string') throw new Error(`sign-in answered ${answer.status}`);
    return token;
  }

  async ownerSession(): Promise<string> {
    return (this.#sessionSecret ??= await this.openSession());
  }

  truth(): {
    readonly users: readonly { readonly email: string; readonly passwordSecret: string }[];
    readonly apps: readonly { readonly id: number; readonly name: string }[];
    readonly keysets: readonly KeysetTruth[];
    readonly mutations: readonly { readonly kind: string; readonly target: number }[];
  } {
    // The oracle's own shape; the tests would fail loudly if it changed.
    return JSON.parse(JSON.stringify(this.instance.summary())) as ReturnType<TestAccount['truth']>;
  }

  keyset(name: string): KeysetTruth {
    const found = this.truth().keysets.find((keyset) => keyset.properties['name'] === name);
    if (found === undefined) throw new Error(`No keyset is called ${name}`);
    return found;
  }

  app(name: string): number {
    const found = this.truth().apps.find((app) => app.name === name);
    if (found === undefined) throw new Error(`No app is called ${name}`);
    return found.id;
  }
}

export async function toAnswer(response: Response): Promise<Answer> {
  const json: unknown = JSON.parse(await response.text());
  return { status: response.status, headers: response.headers, json };
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
