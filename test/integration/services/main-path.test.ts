import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { KeySummary } from '../../../shared/keys/key.ts';
import type { Result } from '../../../shared/errors/app-error.ts';
import {
  composeServices,
  type RunningServices,
} from '../../../electron/composition/compose-services.ts';
import type { Services } from '../../../electron/services/services.ts';
import { TestHost } from '../../fakes/test-host.ts';

let host: TestHost;
let running: RunningServices;
let services: Services;

async function start(): Promise<void> {
  const composed = await composeServices(host.ports());
  if (composed.kind !== 'running') throw new Error('The profile is in use');
  running = composed;
  services = composed.services;
}

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`Expected a value, got ${JSON.stringify(result.error)}`);
  return result.value;
}

/** Connects the sandbox and reads all keys; answers those of PubNub, where most of these tests go on. */
async function connect(): Promise<readonly KeySummary[]> {
  const connections = valueOf(await services.connections.connectSandbox());
  for (const { id } of connections) {
    valueOf(services.sync.start(id));
    await services.sync.settled(id);
  }
  return services.keys.list(0, 5_000).rows.filter(({ providerId }) => providerId === 'pubnub-v1');
}

const activeKey = (rows: readonly KeySummary[]): KeySummary => {
  const found = rows.find((row) => row.status === 'active' && row.environment === 'testing');
  if (found === undefined) throw new Error('The sandbox has an active testing keyset');
  return found;
};

beforeEach(async () => {
  host = new TestHost();
  await start();
});

afterEach(async () => {
  await running.stop();
  expect(host.bugs()).toEqual([]);
  await host.remove();
});

describe('from sign-in to a disabled key, on the real services', () => {
  it('lists every key of the account after one sync, and says when it was read', async () => {
    const rows = await connect();
    expect(rows.length).toBeGreaterThan(20);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    expect(new Set(rows.map(({ containerName }) => containerName)).size).toBeGreaterThan(2);
    expect(rows.every(({ asOf }) => asOf === host.clock.now())).toBe(true);
    const connection = services.connections
      .list()
      .find(({ providerId }) => providerId === 'pubnub-v1');
    expect(connection).toMatchObject({
      keyCount: rows.length,
      lastSyncError: null,
      isSandbox: true,
    });
    const progress = services.sync.progress();
    expect(progress.every(({ state }) => state === 'completed')).toBe(true);
    expect(progress.find(({ connectionId }) => connectionId === connection?.id)?.keysFetched).toBe(
      rows.length,
    );
  });

  it('lists the same keys after a restart, before any call to the provider', async () => {
    await connect();
    const before = services.keys.list(0, 5_000);
    await running.stop();
    await start();
    expect(services.keys.list(0, 5_000)).toEqual(before);
  });

  it('never lists a secret value', async () => {
    const rows = await connect();
    const details = rows.slice(0, 5).map(({ id }) => valueOf(services.keys.get(id)));
    expect(JSON.stringify([rows, details])).not.toContain('RKCANARY');
  });

  it('reveals one secret by reading it at the provider, and records that', async () => {
    const key = activeKey(await connect());
    const part = valueOf(services.keys.get(key.id)).parts.find(({ role }) => role === 'secret');
    if (part === undefined) throw new Error('A keyset has a secret part');
    expect(part).toMatchObject({ custody: 'at-provider', value: null });
    const revealed = valueOf(await services.secrets.reveal(part.id));
    expect(revealed.secretValue).toMatch(/^sec-c-\w{5}RKCANARY/);
    expect(revealed.hideAfterMs).toBe(10_000);
    const [entry] = services.activity.page(null, 1).entries;
    expect(entry).toMatchObject({ action: 'secret.revealed', keyId: key.id, outcome: 'done' });
    expect(JSON.stringify(entry)).not.toContain('RKCANARY');
  });

  it('refuses the eleventh reveal in a minute', async () => {
    const key = activeKey(await connect());
    const part = valueOf(services.keys.get(key.id)).parts.find(({ role }) => role === 'secret');
    if (part === undefined) throw new Error('A keyset has a secret part');
    for (let count = 0; count < 10; count += 1) valueOf(await services.secrets.reveal(part.id));
    expect(await services.secrets.reveal(part.id)).toMatchObject({
      error: { kind: 'too-many-reveals' },
    });
    host.clock.advance(60_001);
    valueOf(await services.secrets.reveal(part.id));
  });

  it('keeps a copy in the keychain and reveals it from there', async () => {
    const key = activeKey(await connect());
    const part = valueOf(services.keys.get(key.id)).parts.find(({ role }) => role === 'secret');
    if (part === undefined) throw new Error('A keyset has a secret part');
    expect(valueOf(await services.secrets.keep(part.id))).toEqual({ custody: 'in-keychain' });
    const kept = [...host.keychain.secretsByName].filter(([name]) => name.endsWith(part.id));
    expect(kept).toHaveLength(1);
    expect(valueOf(await services.secrets.reveal(part.id)).secretValue).toBe(kept[0]?.[1]);
    // The next sync must not forget where the secret is.
    services.sync.start(key.connectionId);
    await services.sync.settled(key.connectionId);
    expect(valueOf(services.keys.get(key.id)).summary.custody).toBe('in-keychain');
  });

  it('copies through the clipboard and takes the secret out again', async () => {
    const key = activeKey(await connect());
    const part = valueOf(services.keys.get(key.id)).parts.find(({ role }) => role === 'secret');
    if (part === undefined) throw new Error('A keyset has a secret part');
    expect(valueOf(await services.secrets.copy(part.id))).toEqual({ clearsAfterMs: 20_000 });
    expect(host.clipboard.content).toContain('RKCANARY');
    await host.clock.advanceAsync(20_000);
    expect(host.clipboard.content).toBe('');
  });

  it('edits only what changed, and shows what the provider then says', async () => {
    const key = activeKey(await connect());
    const before = valueOf(services.keys.get(key.id));
    if (before.scope.kind !== 'keyset') throw new Error('A keyset has a keyset scope');
    const presence = before.scope.properties['presence'] !== true;
    const edited = valueOf(
      await services.scopes.edit({
        keyId: key.id,
        name: 'renamed by the test',
        environment: null,
        scope: { kind: 'keyset', properties: { presence } },
        typedName: null,
      }),
    );
    expect(edited.summary.name).toBe('renamed by the test');
    expect(edited.scope).toEqual({
      ...before.scope,
      properties: { ...before.scope.properties, presence },
    });
  });

  it('changes a region only for who types the name of the key', async () => {
    const key = activeKey(await connect());
    const edit = {
      keyId: key.id,
      name: null,
      environment: null,
      scope: { kind: 'keyset', properties: { files_s3_bucket_region: 'eu-central-1' } },
    } as const;
    expect(await services.scopes.edit({ ...edit, typedName: null })).toMatchObject({
      error: { kind: 'conflict', reason: 'typed-name-differs' },
    });
    expect((await services.scopes.edit({ ...edit, typedName: key.name })).ok).toBe(true);
  });

  it('creates a key whose secret is in the keychain before it is shown', async () => {
    const rows = await connect();
    const container = services.connections
      .containers()
      .find(({ id }) => id === rows[0]?.containerId);
    if (container === undefined) throw new Error('The account has an app');
    const created = valueOf(
      await services.keys.create({
        containerId: container.id,
        name: 'made-here',
        environment: 'testing',
        scope: { kind: 'keyset', properties: { history: true, message_storage_ttl: 7, uls: true } },
        isPublic: false,
      }),
    );
    const part = created.parts.find(({ role }) => role === 'secret');
    expect(created.summary).toMatchObject({ name: 'made-here', custody: 'in-keychain' });
    expect(
      [...host.keychain.secretsByName.keys()].some((name) => name.endsWith(part?.id ?? '-')),
    ).toBe(true);
    const names = services.keys.list(0, 5_000).rows.map(({ name }) => name);
    expect(names.filter((name) => name === 'made-here')).toHaveLength(1);
  });

  it('disables a key only with the typed name and the confirmation', async () => {
    const key = activeKey(await connect());
    expect(await services.keys.end(key.id, 'disable', 'something else')).toMatchObject({
      error: { kind: 'conflict', reason: 'typed-name-differs' },
    });
    host.person.says = false;
    expect(await services.keys.end(key.id, 'disable', key.name)).toMatchObject({
      error: { kind: 'cancelled' },
    });
    expect(valueOf(services.keys.get(key.id)).summary.status).toBe('active');
    host.person.says = true;
    expect(valueOf(await services.keys.end(key.id, 'disable', key.name)).summary.status).toBe(
      'ended',
    );
    expect(host.person.asked.at(-1)?.detail).toContain('cannot be re-enabled');
    expect(await services.keys.end(key.id, 'disable', key.name)).toMatchObject({
      error: { kind: 'conflict', reason: 'already-ended' },
    });
  });

  it('writes a vault secret, shows it again, and tells creating from replacing', async () => {
    const key = activeKey(await connect());
    const secretValue = 'vault-RKCANARY-1';
    const put = { keyId: key.id, name: 'STRIPE_KEY', secretValue };
    expect(await services.vault.put({ ...put, intent: 'replace' })).toMatchObject({
      error: { kind: 'conflict', reason: 'name-absent' },
    });
    const entry = valueOf(await services.vault.put({ ...put, intent: 'create' }));
    expect(entry).toMatchObject({ custody: 'in-keychain', presence: 'at-provider' });
    expect(valueOf(await services.vault.reveal(entry.id)).secretValue).toBe(secretValue);
    expect(await services.vault.put({ ...put, intent: 'create' })).toMatchObject({
      error: { kind: 'conflict', reason: 'name-taken' },
    });
    const replaced = valueOf(
      await services.vault.put({ ...put, secretValue: 'vault-RKCANARY-2', intent: 'replace' }),
    );
    expect(valueOf(await services.vault.reveal(replaced.id)).secretValue).toBe('vault-RKCANARY-2');
    expect([...host.keychain.secretsByName.values()]).not.toContain(secretValue);
    valueOf(await services.vault.delete(entry.id, 'STRIPE_KEY'));
    expect([...host.keychain.secretsByName.values()]).not.toContain('vault-RKCANARY-2');
  });

  it('keeps notes that were written while a sync was running', async () => {
    const key = activeKey(await connect());
    valueOf(services.sync.start(key.connectionId));
    const written = { notes: 'ask Mia', owner: 'payments', purpose: 'orders', isPublic: false };
    valueOf(services.keys.annotate(key.id, written));
    await services.sync.settled(key.connectionId);
    expect(valueOf(services.keys.get(key.id)).annotations.notes).toBe('ask Mia');
  });

  it('forgets an account only with its label, and leaves nothing of it in the keychain', async () => {
    await connect();
    const connections = services.connections.list();
    expect(connections.length).toBeGreaterThan(1);
    for (const connection of connections) {
      expect(await services.forgetting.forget(connection.id, 'x')).toMatchObject({
        error: { kind: 'conflict' },
      });
      valueOf(await services.forgetting.forget(connection.id, connection.label));
    }
    expect(services.keys.list(0, 10)).toEqual({ rows: [], total: 0 });
    expect(
      [...host.keychain.secretsByName.keys()].filter((name) => !name.endsWith('/data-key')),
    ).toEqual([]);
  });
});

describe('without a keychain', () => {
  it('works on the sandbox until it quits, and says why', async () => {
    await running.stop();
    host.keychain.setOutage('locked');
    await start();
    expect(services.app.status()).toMatchObject({
      custody: { mode: 'session-only', reason: 'locked' },
      database: { state: 'in-memory' },
    });
    const key = activeKey(await connect());
    const part = valueOf(services.keys.get(key.id)).parts.find(({ role }) => role === 'secret');
    if (part === undefined) throw new Error('A keyset has a secret part');
    expect(valueOf(await services.secrets.keep(part.id))).toEqual({ custody: 'session' });
    expect(services.connections.list()[0]).toMatchObject({ signIn: 'until-quit' });
  });
});
