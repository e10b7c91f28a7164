import { FaultPlan } from './fault-plan.ts';
import type { SandboxPlane } from './fault-rule.ts';
import { applyFaults } from './faults.ts';
import { networkFailureCode } from './network-failure.ts';
import { RequestJournal } from './request-journal.ts';
import { systemClock, type SandboxClock } from './sandbox-clock.ts';
import type { SandboxHandler } from './sandbox-handler.ts';
import type { SandboxInstance, SandboxProvider } from './sandbox-provider.ts';
import { sandboxProviders } from './sandbox-providers.ts';
import { systemRandom, type SandboxRandom } from './sandbox-random.ts';

export interface SandboxOptions {
  /** The same seed gives the same accounts. */
  readonly seed?: number | undefined;
  /** Keys per account to start with; left out: a believable number. */
  readonly keys?: number | undefined;
  /** Added to every answer, as a network would. */
  readonly latencyMs?: number | undefined;
  readonly clock?: SandboxClock | undefined;
  readonly random?: SandboxRandom | undefined;
  /** The saved state of a provider, secrets included; null where there is none yet. */
  readonly load?: ((providerId: string) => string | null) | undefined;
  /** Called after every change and before its answer. `snapshot` makes the text when asked. */
  readonly save?: ((providerId: string, snapshot: () => string) => void) | undefined;
}

/** One provider, ready to be asked, with the levers tests pull. */
export interface RunningProvider {
  readonly provider: SandboxProvider;
  readonly instance: SandboxInstance;
  readonly plan: FaultPlan;
  readonly journal: RequestJournal;
  /** With latency, faults and journal; rejects where a network would fail. */
  readonly admin: SandboxHandler;
  readonly dataPlane: SandboxHandler | null;
}

/** All simulated providers by id. Throws when a saved state is not one of ours. */
export function composeSandbox(options: SandboxOptions = {}): ReadonlyMap<string, RunningProvider> {
  return new Map(
    sandboxProviders.map((provider) => [provider.id, startProvider(provider, options)]),
  );
}

function startProvider(provider: SandboxProvider, options: SandboxOptions): RunningProvider {
  const clock = options.clock ?? systemClock;
  const instance = provider.open({
    seed: options.seed ?? 1,
    keys: options.keys ?? null,
    clock,
    random: options.random ?? systemRandom,
    snapshot: options.load?.(provider.id) ?? null,
    onMutation: () => options.save?.(provider.id, () => instance.snapshot()),
  });
  const plan = new FaultPlan();
  const journal = new RequestJournal();
  const latencyMs = options.latencyMs ?? 0;
  const onNetwork = (handler: SandboxHandler, plane: SandboxPlane): SandboxHandler =>
    journaled(handler, { plane, plan, journal, clock, latencyMs });
  return {
    provider,
    instance,
    plan,
    journal,
    admin: onNetwork(instance.admin, 'admin'),
    dataPlane: instance.dataPlane === null ? null : onNetwork(instance.dataPlane, 'data-plane'),
  };
}

interface Network {
  readonly plane: SandboxPlane;
  readonly plan: FaultPlan;
  readonly journal: RequestJournal;
  readonly clock: SandboxClock;
  readonly latencyMs: number;
}

function journaled(handler: SandboxHandler, network: Network): SandboxHandler {
  const { plan, journal, clock, latencyMs } = network;
  return async (request) => {
    const { method } = request;
    const path = new URL(request.url).pathname;
    const faults = plan.take(method, path, network.plane);
    const fault = faults.effect?.kind ?? (faults.latencies.length > 0 ? 'latency' : null);
    const record = (status: number | null): void => {
      journal.record({ at: clock.now(), method, path, status, fault });
    };
    try {
      const response = await applyFaults(handler, request, faults, clock);
      // A failure needs no latency: what matters of it is that it came.
      if (latencyMs > 0) await clock.wait(latencyMs, request.signal);
      record(response.status);
      if (!response.headers.has('date'))
        response.headers.set('date', new Date(clock.now()).toUTCString());
      return response;
    } catch (error) {
      record(null);
      if (networkFailureCode(error) !== null || request.signal.aborted) throw error;
      throw new Error('The sandbox itself failed', { cause: error });
    }
  };
}
