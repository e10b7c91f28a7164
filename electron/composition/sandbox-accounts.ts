import { composeSandbox } from '../sandbox/compose-sandbox.ts';
import {
  createInProcessTransport,
  sandboxTarget,
  type InProcessTransport,
} from '../sandbox/in-process-transport.ts';
import { parseFaultRules } from '../sandbox/fault-rule.ts';
import { systemClock } from '../sandbox/sandbox-clock.ts';
import type { Clock } from '../services/ports/clock.ts';
import type { SandboxAccounts } from '../services/ports/sandbox-accounts.ts';
import type { SandboxStateStore } from '../services/ports/stores.ts';

export interface AppSandbox {
  readonly accounts: SandboxAccounts;
  readonly transport: InProcessTransport;
  /** Consents as a person would on the page at this address; null where no simulated one has it. */
  approveConsent(authorizeUrl: string): Promise<string | null>;
  /** Makes the simulated network fail as told, for all simulated providers; throws on rules it does not know. */
  replaceFaults(rules: unknown): void;
}

/**
 * The simulated providers inside this process, without a port. Their state is one row each in the
 * profile's database, saved at every change. They start when first needed.
 */
export function openSandbox(states: SandboxStateStore, clock: Pick<Clock, 'now'>): AppSandbox {
  const start = (): {
    running: ReturnType<typeof composeSandbox>;
    transport: InProcessTransport;
  } => {
    const running = composeSandbox({
      // The simulated servers tell the time, and are on the same machine.
      clock: { ...systemClock, now: () => clock.now() },
      load: (providerId) => states.load(providerId),
      save: (providerId, snapshot) => {
        states.save(providerId, snapshot());
      },
    });
    return { running, transport: createInProcessTransport(running) };
  };
  let started: ReturnType<typeof start> | null = null;
  const current = (): ReturnType<typeof start> => (started ??= start());
  return {
    replaceFaults: (rules) => {
      const parsed = parseFaultRules(rules);
      for (const { plan } of current().running.values()) plan.replace(parsed);
    },
    transport: {
      handles: (url) => isSandboxAddress(String(url)) && current().transport.handles(url),
      fetch: (input, init) => current().transport.fetch(input, init),
    },
    approveConsent: async (authorizeUrl) => {
      const { origin } = new URL(authorizeUrl);
      const running = [...current().running.values()].find(
        (provider) => new URL(sandboxTarget(provider).baseUrl).origin === origin,
      );
      return (await running?.instance.approveConsent?.(authorizeUrl)) ?? null;
    },
    accounts: {
      all: () =>
        [...current().running.values()].map((running) => ({
          providerId: running.provider.id,
          ...sandboxTarget(running),
          fields: running.instance.signInSecrets,
        })),
      isSandbox: isSandboxAddress,
      console: (providerId) => current().running.get(providerId)?.instance.console ?? null,
      reset: (providerId) => {
        states.remove(providerId);
        // The others start again from what they last saved.
        started = null;
      },
    },
  };
}

/** `.invalid` never resolves, so no real server can be mistaken for a simulated one. */
function isSandboxAddress(address: string): boolean {
  return URL.canParse(address) && new URL(address).hostname.endsWith('.sandbox.invalid');
}
