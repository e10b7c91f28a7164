import type { HostPorts } from '../../../electron/composition/host-ports.ts';
import { composeSandbox, type RunningProvider } from '../../../electron/sandbox/compose-sandbox.ts';
import { parseFaultRules, type FaultRuleInput } from '../../../electron/sandbox/fault-rule.ts';
import {
  createInProcessTransport,
  sandboxTarget,
} from '../../../electron/sandbox/in-process-transport.ts';
import { sleep } from '../../../electron/services/ports/clock.ts';
import type { ConnectionId } from '../../../shared/lib/ids.ts';
import { ServicesWorld, valueOf } from './services-world.ts';

/** An app with one account of any provider, whose simulation stands behind the real addresses. */
export class OtherAccount {
  readonly world: ServicesWorld;
  readonly provider: RunningProvider;
  readonly connectionId: ConnectionId;

  private readonly fetch: HostPorts['fetch'];

  private constructor(
    world: ServicesWorld,
    provider: RunningProvider,
    id: ConnectionId,
    fetch: HostPorts['fetch'],
  ) {
    this.world = world;
    this.fetch = fetch;
    this.provider = provider;
    this.connectionId = id;
  }

  /** Signed in, and every key read. */
  static async connected(providerId: string): Promise<OtherAccount> {
    const world = await ServicesWorld.open();
    const { clock } = world.host;
    const sandbox = composeSandbox({
      clock: { now: () => clock.now(), wait: (delayMs, signal) => sleep(clock, delayMs, signal) },
    });
    const provider = sandbox.get(providerId);
    const descriptor = world.services.registry.find(providerId)?.descriptor;
    if (provider === undefined || descriptor === undefined) throw new Error(`No ${providerId}`);
    const { baseUrl, dataPlaneUrl } = descriptor.connect;
    const simulated = sandboxTarget(provider);
    const transport = createInProcessTransport(sandbox);
    const fetch: HostPorts['fetch'] = (address, init) =>
      transport.fetch(
        address.replace(baseUrl, simulated.baseUrl).replace(dataPlaneUrl, simulated.dataPlaneUrl),
        init,
      );
    await world.stop();
    await world.start({ fetch });
    const { id } = valueOf(
      await world.services.connections.connect({
        ...{ providerId, label: providerId, baseUrl, dataPlaneUrl },
        fields: provider.instance.signInSecrets,
      }),
    );
    const account = new OtherAccount(world, provider, id, fetch);
    await account.sync();
    return account;
  }

  /** The app is started again on the same profile; rotations go on where they were. */
  async restart(): Promise<void> {
    await this.world.stop();
    await this.world.start({ fetch: this.fetch });
    this.world.services.rotations.resumeAll();
  }

  /** Another admin's request: not through the app. */
  async elsewhere(method: string, path: string, body: unknown): Promise<number> {
    const { baseUrl } = sandboxTarget(this.provider);
    const request = new Request(`${baseUrl}${path}`, {
      ...{ method, body: body === null ? null : JSON.stringify(body) },
      headers: {
        'content-type': 'application/json',
        'pubnub-version': '2026-03-23',
        authorization: this.provider.instance.signInSecrets['apiKey'] ?? '',
      },
    });
    return (await this.provider.admin(request)).status;
  }

  async sync(): Promise<void> {
    const { sync } = this.world.services;
    valueOf(sync.start(this.connectionId));
    await this.world.answered(sync.settled(this.connectionId));
  }

  faults(...rules: readonly FaultRuleInput[]): void {
    this.provider.plan.replace(parseFaultRules([...rules]));
  }

  tune(tuning: Readonly<Record<string, unknown>>): void {
    const problems = this.provider.instance.tune(tuning);
    if (problems.length > 0) throw new Error(problems.join(' '));
  }

  /** Where a provider may list its secrets it does from now on: only what can be read can be tried. */
  listSecrets(): void {
    if (this.provider.provider.id === 'pubnub-v2') this.tune({ listShowsSecrets: 'full' });
  }

  /** Requests that reached the provider, other than reads. */
  writes(): string[] {
    return this.provider.journal
      .entries()
      .filter(({ method }) => method !== 'GET')
      .map(({ method, path }) => `${method} ${path}`);
  }
}
