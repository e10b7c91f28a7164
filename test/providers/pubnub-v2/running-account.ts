import { FaultPlan } from '../../../electron/sandbox/fault-plan.ts';
import { parseFaultRules, type FaultRuleInput } from '../../../electron/sandbox/fault-rule.ts';
import { applyFaults } from '../../../electron/sandbox/faults.ts';
import {
  createInProcessTransport,
  sandboxTarget,
} from '../../../electron/sandbox/in-process-transport.ts';
import { pubnubV2Sandbox } from '../../../electron/sandbox/pubnub-v2/index.ts';
import { RequestJournal } from '../../../electron/sandbox/request-journal.ts';
import type { SandboxClock } from '../../../electron/sandbox/sandbox-clock.ts';
import type { SandboxHandler } from '../../../electron/sandbox/sandbox-handler.ts';
import { seededRandom } from '../../../electron/sandbox/sandbox-random.ts';
import type { SandboxInstance } from '../../../electron/sandbox/sandbox-provider.ts';
import { createProviderHttp } from '../../../electron/providers/provider-http.ts';
import { adapterOf } from '../../../electron/providers/provider-registry.ts';
import { createPubnubV2 } from '../../../electron/providers/pubnub-v2/index.ts';
import { sleep } from '../../../electron/services/ports/clock.ts';
import type { ProviderAdapter } from '../../../electron/services/ports/provider-adapter.ts';
import type { ProviderTarget } from '../../../electron/services/ports/provider-values.ts';
import type { ProviderOperations } from '../../../electron/services/ports/provider-operations.ts';
import { FakeClock } from '../../fakes/fake-clock.ts';
import { FakeIdSource } from '../../fakes/fake-id-source.ts';
import { RecordingLogger } from '../recording-logger.ts';

/** The operations that this provider offers. */
export type OfferedOperations = Required<
  Omit<
    ProviderOperations,
    'signInWithBrowser' | 'disableKey' | 'revokeKey' | 'revokeTokens' | 'listScopeTargets' | 'vault'
  >
>;

/** The client and the simulation on one clock, with faults in between. */
export class RunningAccount {
  readonly clock = new FakeClock();
  readonly logger = new RecordingLogger();
  readonly journal = new RequestJournal();
  readonly instance: SandboxInstance;
  readonly adapter: ProviderAdapter;
  readonly operations: OfferedOperations;
  readonly target: ProviderTarget;
  version = '2026-03-23';
  private readonly plan = new FaultPlan();

  constructor(keys: number | null = null) {
    const clock: SandboxClock = {
      now: () => this.clock.now(),
      wait: (delayMs, signal) => sleep(this.clock, delayMs, signal),
    };
    this.instance = pubnubV2Sandbox.open({
      ...{ seed: 7, keys, clock, random: seededRandom(7), snapshot: null },
      onMutation: () => undefined,
    });
    const faulty =
      (handler: SandboxHandler, plane: 'admin' | 'data-plane'): SandboxHandler =>
      async (request) => {
        const path = new URL(request.url).pathname;
        const faults = this.plan.take(request.method, path, plane);
        const { method } = request;
        this.journal.record({ at: clock.now(), method, path, status: null, fault: null });
        return await applyFaults(handler, request, faults, clock);
      };
    const running = {
      ...{ provider: pubnubV2Sandbox, instance: this.instance, plan: this.plan },
      journal: this.journal,
      admin: faulty(this.instance.admin, 'admin'),
      dataPlane: faulty(this.instance.dataPlane!, 'data-plane'),
    };
    this.target = sandboxTarget(running);
    const inProcess = createInProcessTransport(new Map([['pubnub-v2', running]]));
    const dependencies = {
      clock: this.clock,
      ids: new FakeIdSource(),
      options: { pubnubVersion: () => this.version },
    };
    const http = createProviderHttp({
      ...{ ...dependencies, allowLoopback: false, logger: this.logger },
      transport: (url, init) => inProcess.fetch(url, init),
    });
    this.adapter = adapterOf(createPubnubV2({ http, ...dependencies }));
    this.operations = this.adapter.operations as OfferedOperations;
  }

  fault(...rules: FaultRuleInput[]): void {
    this.plan.replace(parseFaultRules(rules));
  }

  tune(input: Readonly<Record<string, unknown>>): void {
    const problems = this.instance.tune(input);
    if (problems.length > 0) throw new Error(problems.join());
  }
}
