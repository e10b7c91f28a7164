import { pubnubV2Sandbox } from '../../../../../electron/sandbox/pubnub-v2/index.ts';
import type { SandboxInstance } from '../../../../../electron/sandbox/sandbox-provider.ts';
import { seededRandom } from '../../../../../electron/sandbox/sandbox-random.ts';
import { ManualClock } from '../manual-clock.ts';

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
  /** Null takes a header away. */
  readonly headers?: Readonly<Record<string, string | null>>;
}

export interface SecretTruth {
  readonly secretKey: string;
  readonly expiresAt: number | null;
  readonly endedAt: number | null;
}

/** One keyset as the oracle of the sandbox tells it. */
export interface KeysetTruth {
  readonly id: string;
  readonly appId: string;
  readonly name: string;
  readonly type: string;
  readonly publishKey: string;
  readonly subscribeKey: string;
  readonly secretKeys: readonly SecretTruth[];
  readonly config: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly createdAt: number;
  readonly updatedAt: number;
}

interface AccountTruth {
  readonly apiKey: string;
  readonly readOnlyApiKey: string;
  readonly apps: readonly { readonly id: string; readonly name: string }[];
  readonly keysets: readonly KeysetTruth[];
  readonly mutations: readonly { readonly kind: string; readonly target: string }[];
}

/** The simulated account on a manual clock, with the calls tests make. */
export class TestAccount {
  readonly clock: ManualClock;
  readonly instance: SandboxInstance;
  saves = 0;

  constructor(options: { readonly keys?: number; readonly snapshot?: string } = {}) {
    this.clock = new ManualClock();
    this.instance = pubnubV2Sandbox.open({
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
    const body =
      options.rawBody ?? (options.body === undefined ? null : JSON.stringify(options.body));
    const headers = new Headers();
    const all = {
      authorization: this.instance.signInSecrets['apiKey'] ?? null,
      'pubnub-version': '2026-03-23',
      'content-type': 'application/json',
      ...options.headers,
    };
    for (const [name, value] of Object.entries(all)) if (value !== null) headers.set(name, value);
    const url = `https://pubnub-v2.sandbox.invalid/v2${path}`;
    // A request with a text body would get a content type of its own.
    const bytes = body === null ? null : new TextEncoder().encode(body);
    return toAnswer(await this.instance.admin(new Request(url, { method, body: bytes, headers })));
  }

  tune(input: Readonly<Record<string, unknown>>): void {
    const problems = this.instance.tune(input);
    if (problems.length > 0) throw new Error(problems.join());
  }

  truth(): AccountTruth {
    // The oracle's own shape; the tests would fail loudly if it changed.
    return JSON.parse(JSON.stringify(this.instance.summary())) as AccountTruth;
  }

  keyset(name: string): KeysetTruth {
    const found = this.truth().keysets.find((keyset) => keyset.name === name);
    if (found === undefined) throw new Error(`No keyset is called ${name}`);
    return found;
  }

  app(name: string): string {
    const found = this.truth().apps.find((app) => app.name === name);
    if (found === undefined) throw new Error(`No app is called ${name}`);
    return found.id;
  }

  /** Milliseconds from now as the API writes instants. */
  inFuture(aheadMs: number): string {
    return new Date(this.clock.now() + aheadMs).toISOString();
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

const errorNames: Readonly<Record<number, string>> = {
  400: 'BadRequest',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'NotFound',
};

/** Whether an answer is this refusal, in the documented envelope. */
export function isRefusal({ status, json }: Answer, expected: number): boolean {
  const messages = at(json, 'message');
  return (
    status === expected &&
    at(json, 'statusCode') === expected &&
    at(json, 'error') === errorNames[expected] &&
    Array.isArray(messages) &&
    messages.length > 0 &&
    messages.every((message) => typeof message === 'string') &&
    !JSON.stringify(json).includes('RKCANARY')
  );
}
