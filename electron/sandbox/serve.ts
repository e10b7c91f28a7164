import { composeSandbox, type RunningProvider } from './compose-sandbox.ts';
import { controlPrefix, createControlRoutes } from './control-routes.ts';
import type { FaultRuleInput } from './fault-rule.ts';
import { listenOnLoopback, type LoopbackServer } from './loopback-server.ts';
import { nodeListener } from './node-listener.ts';
import type { SandboxClock } from './sandbox-clock.ts';
import type { SandboxHandler } from './sandbox-handler.ts';
import { StateFile } from './state-file.ts';

export interface ServeOptions {
  readonly seed?: number | undefined;
  readonly keys?: number | undefined;
  /** Of the accounts whose provider knows plans; paid, if left out. */
  readonly plan?: 'free' | 'paid' | undefined;
  /** Lists tell the values of secrets too, where a provider's sources differ on that. */
  readonly listsSecrets?: boolean | undefined;
  /** Added to every answer. */
  readonly latencyMs?: number | undefined;
  /** Fault rules to start with, by provider. */
  readonly faults?: Readonly<Record<string, readonly FaultRuleInput[]>> | undefined;
  /** Loaded if it exists, saved at every change, 0600. */
  readonly stateFile?: string | undefined;
  /** The machine's own by default. */
  readonly clock?: SandboxClock | undefined;
  /** Where a machine without ::1 and faults of the sandbox itself are told; stderr by default. */
  readonly warn?: ((text: string) => void) | undefined;
}

/** How to connect to one served provider. Holds its made-up password. */
export interface SandboxAccount {
  readonly baseUrl: string;
  readonly dataPlaneUrl: string;
  readonly [signInField: string]: string;
}

export interface ServedSandbox {
  readonly accounts: Readonly<Record<string, SandboxAccount>>;
  /** The same as each provider puts it, for the person or program that started the sandbox. */
  readonly announcements: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The levers of each provider, for tests in this process. */
  readonly providers: ReadonlyMap<string, RunningProvider>;
  close(): Promise<void>;
}

const loopbackHost = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/** Serves every simulated provider on loopback, one port each. */
export async function serveSandbox(options: ServeOptions = {}): Promise<ServedSandbox> {
  const warn = options.warn ?? ((text) => process.stderr.write(`sandbox: ${text}\n`));
  const stateFile = options.stateFile === undefined ? null : new StateFile(options.stateFile);
  const providers = composeSandbox({
    seed: options.seed,
    keys: options.keys,
    latencyMs: options.latencyMs,
    clock: options.clock,
    load: (providerId) => stateFile?.load(providerId) ?? null,
    save: (providerId, snapshot) => stateFile?.save(providerId, snapshot()),
  });

  const servers: LoopbackServer[] = [];
  const accounts: Record<string, SandboxAccount> = {};
  const announcements: Record<string, Readonly<Record<string, string>>> = {};
  for (const [id, running] of providers) {
    running.plan.replace(options.faults?.[id] ?? []);
    if (running.provider.hasPlans === true) running.instance.tune({ plan: options.plan ?? 'paid' });
    if (running.provider.mayListSecrets === true && options.listsSecrets === true) {
      running.instance.tune({ listShowsSecrets: 'full' });
    }
    const onBug = (error: unknown): void => {
      warn(
        error instanceof Error ? (error.stack ?? error.message) : 'failed for an unknown reason',
      );
    };
    const server = await listenOnLoopback(nodeListener(routesOf(running), onBug), warn);
    servers.push(server);
    const origin = `http://localhost:${server.port}`;
    const account: SandboxAccount = {
      baseUrl: `${origin}${running.provider.basePath}`,
      dataPlaneUrl: origin,
      ...running.instance.signInSecrets,
    };
    accounts[id] = account;
    announcements[id] = running.instance.announcement?.(origin) ?? account;
  }
  return {
    accounts,
    announcements,
    providers,
    close: async () => {
      await Promise.all(servers.map((server) => server.close()));
    },
  };
}

/** One port carries the admin API, the data plane and the control routes; their paths differ. */
function routesOf(running: RunningProvider): SandboxHandler {
  const control = createControlRoutes(running);
  const { admin, dataPlane, provider } = running;
  return async (request) => {
    const { host, pathname } = new URL(request.url);
    // A name that merely resolves to loopback would let any web page talk to this port.
    if (!loopbackHost.test(host)) return new Response(null, { status: 421 });
    if (pathname.startsWith(controlPrefix)) return await control(request);
    const isAdmin =
      dataPlane === null ||
      provider.adminPrefixes.some(
        (prefix) => pathname === prefix || pathname.startsWith(`${prefix}/`),
      );
    return await (isAdmin ? admin(request) : dataPlane(request));
  };
}
