import { beforeEach, describe, expect, it } from 'vitest';
import { createAbetterchoice } from '../../../electron/providers/abetterchoice/index.ts';
import { createProviderHttp } from '../../../electron/providers/provider-http.ts';
import { adapterOf } from '../../../electron/providers/provider-registry.ts';
import { abetterchoiceSandbox } from '../../../electron/sandbox/abetterchoice/index.ts';
import type {
  SandboxConsole,
  SandboxInstance,
} from '../../../electron/sandbox/sandbox-provider.ts';
import { seededRandom } from '../../../electron/sandbox/sandbox-random.ts';
import { sleep } from '../../../electron/services/ports/clock.ts';
import type { KeyMaterial } from '../../../electron/services/ports/provider-values.ts';
import type { ProviderOperations } from '../../../electron/services/ports/provider-operations.ts';
import { isFixedKey, supportRequestOf } from '../../../shared/keys/by-hand-key.ts';
import { FakeClock } from '../../fakes/fake-clock.ts';
import { FakeIdSource } from '../../fakes/fake-id-source.ts';

const target = {
  baseUrl: 'https://abetterchoice.sandbox.invalid/console',
  dataPlaneUrl: 'https://data.abetterchoice.sandbox.invalid',
};

/** The client against the simulation, which shares nothing with it but the documents. */
let clock: FakeClock;
let instance: SandboxInstance;
let simulated: SandboxConsole;
let operations: Required<ProviderOperations>;
let adapter: ReturnType<typeof adapterOf>;
/** How wrong the clock of this machine is. */
let skewMs: number;

beforeEach(() => {
  clock = new FakeClock();
  skewMs = 0;
  instance = abetterchoiceSandbox.open({
    ...{
      seed: 3,
      keys: null,
      random: seededRandom(3),
      snapshot: null,
      onMutation: () => undefined,
    },
    clock: {
      now: () => clock.now() + skewMs,
      wait: (delayMs, signal) => sleep(clock, delayMs, signal),
    },
  });
  if (instance.console === undefined) throw new Error('There is no console');
  simulated = instance.console;
  const ids = new FakeIdSource();
  const http = createProviderHttp({
    ...{ clock, ids, allowLoopback: false },
    transport: (url, init) => instance.dataPlane!(new Request(url, init)),
  });
  adapter = adapterOf(createAbetterchoice({ http, clock, ids }));
  operations = adapter.operations as Required<ProviderOperations>;
});

const keyOf = (name: string) => {
  const found = simulated.keys().find((key) => key.name === name);
  if (found === undefined) throw new Error(`No key is called ${name}`);
  return found;
};

const probe = async (name: string, changes: Partial<KeyMaterial> = {}) => {
  const parts = [{ role: 'token', secretValue: keyOf(name).tokenSecret }] as const;
  const scope = { kind: 'project' } as const;
  const material = { name, providerContainerId: '4242', scope, parts, ...changes };
  const probed = await operations.probeKey(target, material, new AbortController().signal);
  return probed.ok ? probed.value.kind : probed.error.kind;
};

describe('the check', () => {
  it('works for every active key and for no other', async () => {
    for (const { name, isActive } of simulated.keys())
      expect([name, await probe(name)]).toEqual([name, isActive ? 'works' : 'refused']);
  });

  it('sees a deactivation at once', async () => {
    expect(await probe('server_prod')).toBe('works');
    simulated.deactivate('server_prod');
    expect(await probe('server_prod')).toBe('refused');
  });

  it('is refused for a name and a token that do not belong together', async () => {
    expect(await probe('server_prod', { name: 'server_staging' })).toBe('refused');
    expect(await probe('server_prod', { providerContainerId: '4243' })).toBe('refused');
  });

  it('is refused from a clock that is wrong, which is no proof of death', async () => {
    skewMs = 3_600_000;
    expect(await probe('server_prod')).toBe('refused');
  });

  it.each([
    [102, 'provider-rate-limited'],
    [105, 'provider-unavailable'],
  ])('is no verdict at code %d', async (answersCode, kind) => {
    instance.tune({ answersCode });
    expect(await probe('server_prod')).toBe(kind);
  });
});

describe('what the client knows of keys', () => {
  it('is what the console says: names, the default key, and whose token it is', () => {
    const { guide } = adapter.descriptor;
    if (guide === null) throw new Error('There is a guide');
    for (const key of simulated.keys()) {
      expect(adapter.draftProblems({ name: key.name, scope: null })).toEqual([]);
      expect(isFixedKey(guide, { key: key.name, container: '4242' })).toBe(key.isDefault);
      expect(operations.readByHandSecret(key.tokenSecret)).toMatchObject({
        ...{ name: key.name, createdAt: key.createdAt },
      });
    }
  });

  it.each(['planned', 'exposed'] as const)(
    'makes a request to support for a %s rotation that names the project and the default key',
    (trigger) => {
      const named = { key: simulated.keys()[0]!.name, container: '4242' };
      const { subject, message } = supportRequestOf(adapter.descriptor.guide!, named, trigger);
      expect(subject).toContain('default token of project 4242');
      expect(message).toContain(named.key);
      expect(message.includes('may have leaked')).toBe(trigger === 'exposed');
      expect(subject + message).not.toMatch(/[{}]|RKCANARY/);
    },
  );
});
