import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openSandbox, type AppSandbox } from '../../../../electron/composition/sandbox-accounts.ts';
import { systemClock } from '../../../../electron/sandbox/sandbox-clock.ts';
import { sandboxProviders } from '../../../../electron/sandbox/sandbox-providers.ts';
import type { SandboxStateStore } from '../../../../electron/services/ports/stores.ts';

/** Keeps states in memory, and counts how often they are asked for. */
class MemoryStates implements SandboxStateStore {
  readonly snapshots = new Map<string, string>();
  loads = 0;

  load(providerId: string): string | null {
    this.loads += 1;
    return this.snapshots.get(providerId) ?? null;
  }

  save(providerId: string, snapshot: string): void {
    this.snapshots.set(providerId, snapshot);
  }

  remove(providerId: string): void {
    this.snapshots.delete(providerId);
  }
}

let states: MemoryStates;
let sandbox: AppSandbox;

const account = () => {
  const [first] = sandbox.accounts.all();
  if (first === undefined) throw new Error('There is a simulated account');
  return first;
};
const signIn = () => {
  const { baseUrl, fields } = account();
  return sandbox.transport.fetch(`${baseUrl}/me`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(fields),
  });
};

beforeEach(() => {
  states = new MemoryStates();
  sandbox = openSandbox(states, systemClock);
});

describe('the simulated accounts', () => {
  it('are started by the first one who needs them, and not for other addresses', () => {
    expect(sandbox.transport.handles('https://admin.pubnub.com/api/me')).toBe(false);
    expect(sandbox.accounts.isSandbox('https://admin.pubnub.com/api')).toBe(false);
    expect(states.loads).toBe(0);
    expect(sandbox.transport.handles(`${account().baseUrl}/me`)).toBe(true);
    expect(states.loads).toBe(sandboxProviders.length);
  });

  it('save every change and go on from it after a restart', async () => {
    expect((await signIn()).status).toBe(200);
    const [saved] = states.snapshots.values();
    expect(saved).toContain('sess-RKCANARY');
    const token = z
      .object({ sessions: z.array(z.object({ tokenSecret: z.string() })) })
      .parse(JSON.parse(saved ?? '')).sessions[0]?.tokenSecret;
    sandbox = openSandbox(states, systemClock);
    const { baseUrl } = account();
    const answer = await sandbox.transport.fetch(`${baseUrl}/apps?owner_id=420117&no_keys=1`, {
      headers: { 'x-session-token': token ?? '' },
    });
    expect(answer.status).toBe(200);
  });

  it('begin anew when their state is thrown away', async () => {
    await signIn();
    sandbox.accounts.reset(account().providerId);
    expect(states.snapshots.size).toBe(0);
    expect((await signIn()).status).toBe(200);
  });

  it('fail as told, and keep the rules they have when the new ones are wrong', async () => {
    sandbox.replaceFaults([{ effect: { kind: 'offline' } }]);
    await expect(signIn()).rejects.toThrow('fetch failed');
    expect(() => {
      sandbox.replaceFaults([{ effect: { kind: 'no-such-fault' } }]);
    }).toThrow(z.ZodError);
    await expect(signIn()).rejects.toThrow('fetch failed');
    sandbox.replaceFaults([]);
    expect((await signIn()).status).toBe(200);
  });

  it.each([
    'https://pubnub-v1.sandbox.invalid.example.com/api',
    'https://sandbox.invalid/api',
    'not an address',
    'http://pubnub-v1.sandbox.invalid:443/api',
  ])('are not found at %s', (address) => {
    expect(sandbox.transport.handles(address)).toBe(false);
  });
});
