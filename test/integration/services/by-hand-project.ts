import { abetterchoiceSandbox } from '../../../electron/sandbox/abetterchoice/index.ts';
import type {
  SandboxConsole,
  SandboxInstance,
} from '../../../electron/sandbox/sandbox-provider.ts';
import { seededRandom } from '../../../electron/sandbox/sandbox-random.ts';
import { sleep } from '../../../electron/services/ports/clock.ts';
import type { ContainerId } from '../../../shared/lib/ids.ts';
import { ServicesWorld, valueOf } from './services-world.ts';

export const BY_HAND_PROVIDER = 'abetterchoice';
const BY_HAND_DATA_PLANE_URL = 'https://openapi.abetterchoice.ai';

/** A project of ABetterChoice, its console, and an app that keeps its keys by hand. */
export class ByHandProject {
  readonly world: ServicesWorld;
  readonly provider: SandboxInstance;
  /** Addresses that the app asked for. */
  readonly sent: string[] = [];
  readonly containerId: ContainerId;

  private constructor(
    world: ServicesWorld,
    provider: SandboxInstance,
    sent: string[],
    containerId: ContainerId,
  ) {
    this.world = world;
    this.provider = provider;
    this.sent = sent;
    this.containerId = containerId;
  }

  static async connected(): Promise<ByHandProject> {
    const world = await ServicesWorld.open();
    const { clock } = world.host;
    const provider = abetterchoiceSandbox.open({
      ...{ seed: 1, keys: null, snapshot: null },
      random: seededRandom(1),
      onMutation: () => undefined,
      clock: { now: () => clock.now(), wait: (delayMs, signal) => sleep(clock, delayMs, signal) },
    });
    const sent: string[] = [];
    await world.stop();
    await world.start({
      fetch: (address, init) => {
        sent.push(address);
        const handler = address.startsWith(`${BY_HAND_DATA_PLANE_URL}/`)
          ? provider.dataPlane
          : null;
        return handler === null
          ? Promise.reject(new TypeError('fetch failed', { cause: { code: 'ENOTFOUND' } }))
          : handler(new Request(address, init));
      },
    });
    valueOf(
      await world.services.connections.connect({
        ...{ providerId: BY_HAND_PROVIDER, label: 'Shop', fields: { projectId: '4242' } },
        ...{ baseUrl: 'https://abetterchoice.ai', dataPlaneUrl: BY_HAND_DATA_PLANE_URL },
      }),
    );
    const [container] = world.services.connections.containers();
    if (container === undefined) throw new Error('There is no project');
    return new ByHandProject(world, provider, sent, container.id);
  }

  get console(): SandboxConsole {
    const { console } = this.provider;
    if (console === undefined) throw new Error('There is no console');
    return console;
  }

  tokenOf(name: string): string {
    return this.console.keys().find((key) => key.name === name)?.tokenSecret ?? '';
  }
}
