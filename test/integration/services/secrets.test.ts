import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MemoryClipboard } from '../../fakes/memory-clipboard.ts';
import { errorOf, nextTurn, ServicesWorld, valueOf } from './services-world.ts';

const KEY = 'telemetry-dev';
const PRODUCTION_KEY = 'telemetry-ingest-prod';
const READ = /\/api\/keys\/\d+$/;

let world: ServicesWorld;

const partId = (name = KEY) => world.secretPart(name).id;
const reveal = (name = KEY) => world.services.secrets.reveal(partId(name));
const copy = (name = KEY) => world.services.secrets.copy(partId(name));
const keep = (name = KEY) => world.services.secrets.keep(partId(name));
const itemName = (): string => {
  const [name] = world.heldItems('secret').keys();
  if (name === undefined) throw new Error('Kept');
  return name;
};

beforeEach(async () => {
  world = await ServicesWorld.connected();
});

afterEach(async () => {
  await world.close();
});

describe('a secret at the provider', () => {
  it('is read there for each reveal and stored nowhere', async () => {
    expect(valueOf(await reveal())).toEqual({
      secretValue: world.secretValueOf(KEY),
      hideAfterMs: 10_000,
    });
    valueOf(await reveal());
    expect(world.requests('GET', READ)).toHaveLength(2);
    expect(world.heldItems('secret').size).toBe(0);
    expect(world.secretPart(KEY).custody).toBe('at-provider');
    expect(world.lastActivity).toMatchObject({
      action: 'secret.revealed',
      outcome: 'done',
      facts: { part: 'secret', stub: world.secretValueOf(KEY).slice(0, 11) },
    });
  });

  it('needs the network, and says so', async () => {
    world.faults({ effect: { kind: 'offline' } });
    expect(errorOf(await world.answered(reveal()))).toEqual({ kind: 'network-offline' });
    expect(errorOf(await world.answered(copy()))).toEqual({ kind: 'network-offline' });
    expect(world.host.clipboard.content).toBe('');
    expect(world.lastActivity).toMatchObject({
      action: 'secret.copied',
      outcome: 'failed',
      facts: { error: 'network-offline' },
    });
  });

  it('that is no longer shown there is not said to be missing from this machine', async () => {
    world.faults({
      method: 'GET',
      path: '/api/keys/*',
      effect: { kind: 'rewrite', set: [{ path: 'result.secret_key', value: null }] },
    });
    expect(errorOf(await reveal())).toEqual({ kind: 'not-found', what: 'secret' });
  });
});

describe('a copy kept in the keychain', () => {
  it('is what the provider has, and is read without the network from then on', async () => {
    expect(valueOf(await keep())).toEqual({ custody: 'in-keychain' });
    expect([...world.heldItems('secret').values()]).toEqual([world.secretValueOf(KEY)]);
    world.faults({ effect: { kind: 'offline' } });
    expect(valueOf(await reveal()).secretValue).toBe(world.secretValueOf(KEY));
    expect(world.activity(2)).toMatchObject([
      { action: 'secret.revealed' },
      { action: 'secret.kept', outcome: 'done' },
    ]);
  });

  it('is kept once, however often it is asked for', async () => {
    valueOf(await keep());
    world.sent.length = 0;
    expect(valueOf(await keep())).toEqual({ custody: 'in-keychain' });
    expect(world.sent).toEqual([]);
    expect(world.heldItems('secret').size).toBe(1);
  });

  it.each(['locked', 'denied', 'timed-out'] as const)(
    'is not made while the keychain is %s, and nothing claims that it was',
    async (reason) => {
      world.host.keychain.injectFault('write', { kind: 'fails', reason });
      expect(errorOf(await keep())).toEqual({ kind: 'keychain-unavailable', reason });
      expect(world.secretPart(KEY).custody).toBe('at-provider');
      expect((await reveal()).ok).toBe(true);
      expect(valueOf(await keep())).toEqual({ custody: 'in-keychain' });
    },
  );

  it('that something else removed is said to be gone; nothing else is deleted for it', async () => {
    valueOf(await keep());
    world.host.keychain.secretsByName.delete(itemName());
    const id = partId();
    expect(errorOf(await reveal())).toEqual({ kind: 'secret-unreadable', partId: id });
    expect(world.host.keychain.calls.remove).toBe(0);
    expect(world.secretPart(KEY)).toMatchObject({ id, custody: 'in-keychain' });
    expect(world.keyset(KEY).status).toBe(1);
  });

  it.each(['locked', 'no-service', 'timed-out', 'other'] as const)(
    'is not said to be gone while the keychain is %s',
    async (reason) => {
      valueOf(await keep());
      world.host.keychain.setOutage(reason);
      expect(errorOf(await reveal())).toEqual({ kind: 'keychain-unavailable', reason });
      expect(errorOf(await copy())).toEqual({ kind: 'keychain-unavailable', reason });
      world.host.keychain.setOutage(null);
      expect(valueOf(await reveal()).secretValue).toBe(world.secretValueOf(KEY));
      expect(world.heldItems('secret').size).toBe(1);
    },
  );

  it('that was forgotten while it was being kept does not stay behind', async () => {
    const { id, label } = world.connection;
    world.onRequest = async ({ path }) => {
      if (!READ.test(path)) return;
      world.onRequest = () => undefined;
      valueOf(await world.services.forgetting.forget(id, label));
    };
    expect(errorOf(await keep())).toEqual({ kind: 'not-found', what: 'secret' });
    expect(world.heldItems('secret').size).toBe(0);
  });
});

describe('reveals', () => {
  it('are ten a minute, those of the vault among them', async () => {
    const keyId = world.key(KEY).id;
    const secretValue = 'vault-RKCANARY';
    const entry = valueOf(
      await world.services.vault.put({ keyId, name: 'DB', secretValue, intent: 'create' }),
    );
    for (let count = 0; count < 5; count += 1) {
      valueOf(await reveal());
      valueOf(await world.services.vault.reveal(entry.id));
    }
    const retryAt = world.host.clock.now() + 60_000;
    const limited = { kind: 'too-many-reveals', retryAt };
    world.sent.length = 0;
    expect(errorOf(await reveal())).toEqual(limited);
    expect(errorOf(await world.services.vault.reveal(entry.id))).toEqual(limited);
    expect(world.sent).toEqual([]);
    world.host.clock.advance(60_000);
    valueOf(await reveal());
  });

  it('that failed count as well, and setting the clock does not help', async () => {
    world.faults({ effect: { kind: 'answer', status: 404 } });
    for (let count = 0; count < 10; count += 1) await reveal();
    world.faults();
    world.host.clock.jumpWall(3_600_000);
    expect(errorOf(await reveal())).toMatchObject({ kind: 'too-many-reveals' });
  });

  it('show for as long as the settings say', async () => {
    valueOf(world.services.settings.update({ revealSeconds: 25 }));
    expect(valueOf(await reveal()).hideAfterMs).toBe(25_000);
  });

  it('are of secrets only', async () => {
    const identifier = world.details(KEY).parts.find(({ nature }) => nature === 'identifier');
    if (identifier === undefined) throw new Error('A publish key');
    expect(errorOf(await world.services.secrets.reveal(identifier.id))).toMatchObject({
      kind: 'not-found',
    });
  });
});

describe('a copied secret', () => {
  it.each([
    [KEY, 20],
    [PRODUCTION_KEY, 10],
  ])('of %s leaves the clipboard after %d seconds', async (name, seconds) => {
    const { clipboard, clock } = world.host;
    expect(valueOf(await copy(name))).toEqual({ clearsAfterMs: seconds * 1_000 });
    expect(clipboard.content).toBe(world.secretValueOf(name));
    expect(clipboard.isMarkedSecret).toBe(true);
    await clock.advanceAsync(seconds * 1_000 - 1);
    expect(clipboard.content).not.toBe('');
    await clock.advanceAsync(1);
    expect(clipboard.content).toBe('');
    expect(world.host.published.at(-1)?.name).toBe('clipboard.cleared');
  });

  it('follows the settings', async () => {
    valueOf(
      world.services.settings.update({ clipboardSeconds: 60, clipboardSecondsProduction: 5 }),
    );
    expect(valueOf(await copy()).clearsAfterMs).toBe(60_000);
    expect(valueOf(await copy(PRODUCTION_KEY)).clearsAfterMs).toBe(5_000);
  });

  it('is left alone when somebody copied something else meanwhile', async () => {
    valueOf(await copy());
    world.host.clipboard.foreignCopy('a shopping list');
    await world.host.clock.advanceAsync(20_000);
    expect(world.host.clipboard.content).toBe('a shopping list');
  });

  it('that is copied again stays for its own time', async () => {
    valueOf(await copy());
    await world.host.clock.advanceAsync(15_000);
    valueOf(await copy());
    await world.host.clock.advanceAsync(15_000);
    expect(world.host.clipboard.content).toBe(world.secretValueOf(KEY));
    await world.host.clock.advanceAsync(5_000);
    expect(world.host.clipboard.content).toBe('');
    expect(world.host.clock.pendingTimers).toBe(0);
  });

  it('leaves the clipboard when Rekey quits', async () => {
    valueOf(await copy());
    await world.stop();
    expect(world.host.clipboard.content).toBe('');
    expect(world.host.clock.pendingTimers).toBe(0);
  });

  it('is not read at all where there is no clipboard, and that is recorded', async () => {
    world.host.clipboard.isAvailable = false;
    expect(errorOf(await copy())).toEqual({ kind: 'clipboard-unavailable' });
    expect(world.sent).toEqual([]);
    expect(world.lastActivity).toMatchObject({ action: 'secret.copied', outcome: 'failed' });
  });

  it('that the clipboard did not take is reported and not promised to be cleared', async () => {
    world.host.clipboard.writeSecret = () =>
      Promise.resolve({ ok: false, error: { kind: 'clipboard-unavailable' } });
    expect(errorOf(await copy())).toEqual({ kind: 'clipboard-unavailable' });
    expect(world.host.clock.pendingTimers).toBe(0);
    expect(world.lastActivity).toMatchObject({ outcome: 'failed' });
  });

  it('is in no event and no record', async () => {
    valueOf(await copy());
    await nextTurn();
    expect(
      JSON.stringify([world.host.published, world.activity(), world.host.logged]),
    ).not.toContain('RKCANARY');
  });

  it('is not cleared for an identifier, which is no secret', async () => {
    const identifier = world.details(KEY).parts.find(({ role }) => role === 'subscribe');
    if (identifier === undefined) throw new Error('A subscribe key');
    const before = world.activity();
    expect(valueOf(await world.services.secrets.copy(identifier.id))).toEqual({
      clearsAfterMs: null,
    });
    expect(world.host.clipboard).toBeInstanceOf(MemoryClipboard);
    expect(world.host.clipboard).toMatchObject({
      content: identifier.value,
      isMarkedSecret: false,
    });
    expect(world.activity()).toEqual(before);
  });
});
