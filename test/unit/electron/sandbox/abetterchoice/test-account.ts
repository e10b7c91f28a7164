import { createHash } from 'node:crypto';
import { abetterchoiceSandbox } from '../../../../../electron/sandbox/abetterchoice/index.ts';
import type {
  SandboxConsole,
  SandboxConsoleKey,
  SandboxInstance,
} from '../../../../../electron/sandbox/sandbox-provider.ts';
import { seededRandom } from '../../../../../electron/sandbox/sandbox-random.ts';
import { ManualClock } from '../manual-clock.ts';

export const origin = 'http://localhost:4242';

interface Truth {
  readonly consoleUrl: string;
  readonly projectId: string;
  readonly keyName: string;
  readonly token: string;
  readonly mutations: readonly { readonly kind: string; readonly target: string }[];
}

/** The simulated project on a manual clock, with the calls tests make. */
export class TestAccount {
  readonly clock = new ManualClock();
  readonly instance: SandboxInstance;
  saves = 0;

  constructor(options: { readonly keys?: number; readonly snapshot?: string } = {}) {
    this.instance = abetterchoiceSandbox.open({
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

  get console(): SandboxConsole {
    const { console } = this.instance;
    if (console === undefined) throw new Error('There is no console');
    return console;
  }

  get truth(): Truth {
    return this.instance.summary() as unknown as Truth;
  }

  get defaultKey(): SandboxConsoleKey {
    const found = this.console.keys().find(({ isDefault }) => isDefault);
    if (found === undefined) throw new Error('There is no default key');
    return found;
  }

  key(name: string): SandboxConsoleKey {
    const found = this.console.keys().find((key) => key.name === name);
    if (found === undefined) throw new Error(`No key is called ${name}`);
    return found;
  }

  /** A call of the data plane as the documents describe it, with what a test changes of it. */
  async call(
    changes: {
      readonly path?: string;
      readonly name?: string;
      readonly tokenSecret?: string;
      readonly atSeconds?: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: unknown;
    } = {},
  ): Promise<{ status: number; json: { ret_code: number; msg: string } }> {
    const { dataPlane } = this.instance;
    if (dataPlane === null) throw new Error('There is no data plane');
    const name = changes.name ?? this.truth.keyName;
    const tokenSecret = changes.tokenSecret ?? this.key(name).tokenSecret;
    const timestamp = String(changes.atSeconds ?? Math.floor(this.clock.now() / 1_000));
    const body = changes.body ?? { project_id: this.truth.projectId, unit_id: 'keycheck-1' };
    const response = await dataPlane(
      new Request(new URL(changes.path ?? '/abc/get_feature_flags', origin), {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-ak': name,
          'x-et': timestamp,
          'x-es': createHash('md5').update(`${tokenSecret}${name}${timestamp}`).digest('hex'),
          ...changes.headers,
        },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    );
    const json = (await response.json()) as { ret_code: number; msg: string };
    return { status: response.status, json };
  }

  async code(changes: Parameters<TestAccount['call']>[0] = {}): Promise<number> {
    return (await this.call(changes)).json.ret_code;
  }

  page(path = '/console', init: RequestInit = {}): Promise<Response> {
    return this.instance.admin(new Request(new URL(path, origin), init));
  }

  form(
    path: string,
    fields: Readonly<Record<string, string>>,
    headers: Readonly<Record<string, string>> = { origin },
  ): Promise<Response> {
    return this.page(path, { method: 'POST', body: new URLSearchParams(fields), headers });
  }
}
