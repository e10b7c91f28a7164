import { expect } from 'vitest';
import { ablySandbox } from '../../../../../electron/sandbox/ably/index.ts';
import type { SandboxInstance } from '../../../../../electron/sandbox/sandbox-provider.ts';
import { seededRandom } from '../../../../../electron/sandbox/sandbox-random.ts';
import { ManualClock } from '../manual-clock.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON; null where there is no body. */
  readonly json: unknown;
}

export interface CallOptions {
  readonly body?: unknown;
  /** Sent as it is instead of `body`. */
  readonly rawBody?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Null: none. Left out: the owner's. */
  readonly tokenSecret?: string | null;
}

/** One key as the oracle of the sandbox tells it. */
export interface KeyTruth {
  readonly appId: string;
  readonly id: string;
  readonly name: string;
  readonly status: number;
  readonly keySecret: string;
  readonly capability: Readonly<Record<string, readonly string[]>>;
  readonly revocableTokens: boolean | null;
  readonly createdAt: number;
  readonly keyName: string;
  readonly key: string;
}

interface Truth {
  readonly accessToken: string;
  readonly readOnlyAccessToken: string;
  readonly accountId: string;
  readonly apps: readonly { readonly id: string; readonly name: string }[];
  readonly keys: readonly KeyTruth[];
  readonly tokenRevocations: readonly unknown[];
  readonly mutations: readonly { readonly kind: string; readonly target: string }[];
}

/** The simulated account on a manual clock, with the calls tests make. */
export class TestAccount {
  readonly clock: ManualClock;
  readonly instance: SandboxInstance;
  saves = 0;

  constructor(options: { readonly keys?: number; readonly snapshot?: string } = {}) {
    this.clock = new ManualClock();
    this.instance = ablySandbox.open({
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

  /** The Control API; the path begins below `/v1` unless it names its prefix. */
  async call(method: string, path: string, options: CallOptions = {}): Promise<Answer> {
    const { tokenSecret = this.truth().accessToken } = options;
    const fullPath = path.startsWith('/api/v1') ? path : `/v1${path}`;
    return toAnswer(
      await this.instance.admin(
        new Request(
          `https://ably.sandbox.invalid${fullPath}`,
          init(
            method,
            options,
            tokenSecret === null ? {} : { authorization: `Bearer ${tokenSecret}` },
          ),
        ),
      ),
    );
  }

  /** The data plane, with a full key or none. */
  async use(
    fullSecret: string | null,
    method: string,
    path: string,
    options: Omit<CallOptions, 'tokenSecret'> = {},
  ): Promise<Answer> {
    const { dataPlane } = this.instance;
    if (dataPlane === null) throw new Error('no data plane');
    const authorization: Record<string, string> =
      fullSecret === null ? {} : { authorization: `Basic ${btoa(fullSecret)}` };
    return toAnswer(
      await dataPlane(
        new Request(
          `https://data.ably.sandbox.invalid${path}`,
          init(method, options, authorization),
        ),
      ),
    );
  }

  truth(): Truth {
    // The oracle's own shape; the tests would fail loudly if it changed.
    return JSON.parse(JSON.stringify(this.instance.summary())) as Truth;
  }

  key(name: string): KeyTruth {
    const found = this.truth().keys.find((key) => key.name === name);
    if (found === undefined) throw new Error(`No key is called ${name}`);
    return found;
  }

  app(name: string): string {
    const found = this.truth().apps.find((app) => app.name === name);
    if (found === undefined) throw new Error(`No app is called ${name}`);
    return found.id;
  }

  /** The path of an app's keys, or of one of them. */
  keysPath(key: Pick<KeyTruth, 'appId'> & { readonly id?: string }): string {
    return `/apps/${key.appId}/keys${key.id === undefined ? '' : `/${key.id}`}`;
  }
}

function init(
  method: string,
  { body, rawBody, headers }: CallOptions,
  authorization: Readonly<Record<string, string>>,
): RequestInit {
  const text = rawBody ?? (body === undefined ? null : JSON.stringify(body));
  return {
    method,
    body: text,
    headers: {
      ...(text !== null && { 'content-type': 'application/json' }),
      ...authorization,
      ...headers,
    },
  };
}

async function toAnswer(response: Response): Promise<Answer> {
  const text = await response.text();
  const json: unknown = text === '' ? null : JSON.parse(text);
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

/** The Control API's error as documented, with any words. */
export const refusal = (status: number, code: number): object => ({
  status,
  json: {
    message: expect.any(String) as string,
    code,
    statusCode: status,
    href: `https://help.ably.io/error/${code}`,
  },
});

/** The same, wrapped, as the data plane sends it. */
export const wrappedRefusal = (status: number, code: number): object => ({
  status,
  json: { error: { code, statusCode: status, message: expect.any(String) as string } },
});

/** Asks for a token as a probe does, with other fields where wished for. */
export function requestToken(
  account: TestAccount,
  key: Pick<KeyTruth, 'keyName' | 'key'>,
  wish: Readonly<Record<string, unknown>> = {},
): Promise<Answer> {
  const body = { keyName: key.keyName, ttl: 1_000, timestamp: account.clock.now(), ...wish };
  return account.use(key.key, 'POST', `/keys/${key.keyName}/requestToken`, { body });
}

/** A reading call with a token. */
export function bearerHistory(account: TestAccount, tokenSecret: unknown): Promise<Answer> {
  const headers = { authorization: `Bearer ${btoa(tokenSecret as string)}` };
  return account.use(null, 'GET', '/channels/chat:1/messages', { headers });
}
