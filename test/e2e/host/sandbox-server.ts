import { z } from 'zod';
import { serveSandboxApart, type ServedSandbox } from '../../../bench/served-sandbox.ts';
import type { FaultRuleInput } from '../../../electron/sandbox/fault-rule.ts';
import type { Tuning } from '../../../electron/sandbox/pubnub-v1/tuning.ts';

const believableKeys = 40;

const keysetSchema = z.object({
  id: z.int(),
  type: z.int(),
  status: z.int(),
  publishKey: z.string(),
  subscribeKey: z.string(),
  secretKey: z.string().nullable(),
  properties: z.looseObject({ name: z.string() }),
  vaultSecrets: z.array(z.object({ name: z.string(), secretValue: z.string() })),
});
const stateSchema = z.object({
  apps: z.array(z.object({ id: z.int(), name: z.string() })),
  keysets: z.array(keysetSchema),
});
export type SandboxKeyset = z.infer<typeof keysetSchema>;

/** The simulated provider on loopback, with what a test may order and know. */
export class SandboxServer {
  readonly served: ServedSandbox;

  static async start(): Promise<SandboxServer> {
    return new SandboxServer(await serveSandboxApart({ keys: believableKeys, latencyMs: 0 }));
  }

  private constructor(served: ServedSandbox) {
    this.served = served;
  }

  async faults(rules: readonly FaultRuleInput[]): Promise<void> {
    await this.order('faults', rules);
  }

  async tune(tuning: Partial<Tuning>): Promise<void> {
    await this.order('tuning', tuning);
  }

  async state(): Promise<z.infer<typeof stateSchema>> {
    const answer = await fetch(new URL('/__sandbox/state', this.served.baseUrl));
    return stateSchema.parse(await answer.json());
  }

  async keysets(): Promise<readonly SandboxKeyset[]> {
    return (await this.state()).keysets;
  }

  /** By name, with the marker that a rotation appends. */
  async keyset(name: RegExp): Promise<SandboxKeyset> {
    return onlyOne(await this.keysets(), name);
  }

  /** The same among those that still work: a rotated key and its successors may share a name. */
  async liveKeyset(name: RegExp): Promise<SandboxKeyset> {
    return onlyOne(
      (await this.keysets()).filter(({ status }) => status === 1),
      name,
    );
  }

  /** Renames a keyset as somebody else would. */
  async renameKeyset(id: number, name: string): Promise<void> {
    await this.elsewhere('PUT', `/keys/${String(id)}`, { properties: { name } });
  }

  /** Somebody else's call, through the provider's own API. */
  async elsewhere(method: 'POST' | 'PUT', path: string, body: unknown): Promise<void> {
    const { baseUrl, fields } = this.served;
    const signedIn = await fetch(`${baseUrl}/me`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(fields),
    });
    const { result } = z
      .object({ result: z.object({ token: z.string() }) })
      .parse(await signedIn.json());
    const answer = await fetch(`${baseUrl}${path}`, {
      method,
      headers: { 'content-type': 'application/json', 'X-Session-Token': result.token },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${method} ${path} was answered with ${String(answer.status)}`);
  }

  stop(): Promise<void> {
    return this.served.stop();
  }

  private async order(name: string, body: unknown): Promise<void> {
    const answer = await fetch(new URL(`/__sandbox/${name}`, this.served.baseUrl), {
      method: 'POST',
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`The sandbox refused ${name}: ${await answer.text()}`);
  }
}

function onlyOne(keysets: readonly SandboxKeyset[], name: RegExp): SandboxKeyset {
  const found = keysets.filter(({ properties }) => name.test(properties.name));
  const [only] = found;
  if (only === undefined || found.length > 1)
    throw new Error(`${String(found.length)} keysets fit ${String(name)}`);
  return only;
}
