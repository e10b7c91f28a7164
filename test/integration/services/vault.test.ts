import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { VaultEntry } from '../../../shared/vault/vault-entry.ts';
import type { VaultWrite } from '../../../electron/services/vault-writing.ts';
import { errorOf, ServicesWorld, valueOf } from './services-world.ts';

const KEY = 'telemetry-dev';
const OTHER_KEY = 'telemetry-staging';
const WRITE = /\/api\/vault\/[^/]+\/key\//;
const OLD = 'old-RKCANARY';
const NEW = 'new-RKCANARY';

let world: ServicesWorld;

const put = (changes: Partial<VaultWrite> = {}, key = KEY) =>
  world.services.vault.put({
    keyId: world.key(key).id,
    name: 'DB_PASSWORD',
    secretValue: OLD,
    intent: 'create',
    ...changes,
  });
const replace = (secretValue = NEW) => put({ intent: 'replace', secretValue });
const entries = async (refresh = false, key = KEY): Promise<VaultEntry[]> =>
  valueOf(await world.services.vault.list(world.key(key).id, refresh)).entries;
const entry = async (): Promise<VaultEntry> => {
  const found = (await entries()).find(({ name }) => name === 'DB_PASSWORD');
  if (found === undefined) throw new Error('No DB_PASSWORD');
  return found;
};
const valueThere = (key = KEY): string | undefined =>
  world.keyset(key).vaultSecrets.find(({ name }) => name === 'DB_PASSWORD')?.secretValue;
const revealed = async (): Promise<string> =>
  valueOf(await world.services.vault.reveal((await entry()).id)).secretValue;
const held = (): string[] => [...world.heldItems('secret').values()].toSorted();
const conflict = (reason: string) => ({ kind: 'conflict', reason });

beforeEach(async () => {
  world = await ServicesWorld.connected();
});

afterEach(async () => {
  await world.close();
});

describe('writing a value', () => {
  it('keeps it here and puts it there, in that order', async () => {
    const order: string[] = [];
    world.onRequest = ({ method, path }) => {
      if (WRITE.test(path)) order.push(`${method} with ${held().join()} kept`);
    };
    expect(valueOf(await put())).toMatchObject({
      name: 'DB_PASSWORD',
      custody: 'in-keychain',
      presence: 'at-provider',
    });
    expect(order).toEqual([`PUT with ${OLD} kept`]);
    expect(valueThere()).toBe(OLD);
    expect(await revealed()).toBe(OLD);
    expect(world.activity(2)[1]).toMatchObject({
      action: 'vault.put',
      subject: 'DB_PASSWORD',
      facts: { intent: 'create', keyset: KEY },
    });
    expect(JSON.stringify(world.activity())).not.toContain('RKCANARY');
  });

  it('as a new one is refused where the name is taken, also by somebody else just now', async () => {
    const { subscribeKey } = world.keyset(KEY);
    await world.elsewhere('PUT', `/vault/${subscribeKey}/key/DB_PASSWORD`, {
      subscribeKey,
      keyName: 'DB_PASSWORD',
      value: 'theirs-RKCANARY',
    });
    expect(errorOf(await put())).toEqual(conflict('name-taken'));
    expect(valueThere()).toBe('theirs-RKCANARY');
    expect(held()).toEqual([]);
    expect(await entry()).toMatchObject({ custody: 'not-held', presence: 'at-provider' });
    expect(world.lastActivity).toMatchObject({ action: 'vault.put', outcome: 'refused' });
  });

  it('as a replacement is refused where the name is absent', async () => {
    expect(errorOf(await replace())).toEqual(conflict('name-absent'));
    expect(world.requests('PUT', WRITE)).toEqual([]);
    expect(held()).toEqual([]);
  });

  it('as a replacement lets the old value go only after the new one is there', async () => {
    valueOf(await put());
    let heldWhileSending: string[] = [];
    world.onRequest = ({ method, path }) => {
      if (method === 'PUT' && WRITE.test(path)) heldWhileSending = held();
    };
    const { id } = await entry();
    expect(valueOf(await replace()).id).toBe(id);
    expect(heldWhileSending).toEqual([NEW, OLD]);
    expect(held()).toEqual([NEW]);
    expect(await revealed()).toBe(NEW);
    expect(valueThere()).toBe(NEW);
  });

  it.each([
    ['a control character', 'DB\u0000PASSWORD'],
    ['a line break', 'DB\nPASSWORD'],
    ['a slash', 'DB/PASSWORD'],
    ['two dots', '..'],
    ['a direction override', 'DB\u202EPASSWORD'],
    ['too many characters', 'x'.repeat(101)],
  ])('under a new name with %s is refused without a call', async (_what, name) => {
    expect(errorOf(await put({ name }))).toMatchObject({ kind: 'invalid-input' });
    expect(world.sent).toEqual([]);
    expect(held()).toEqual([]);
    expect(world.lastActivity).toMatchObject({ action: 'vault.put', outcome: 'refused' });
  });

  it('that is too long for a keychain item is sealed in the encrypted database', async () => {
    const secretValue = `-----BEGIN PRIVATE KEY-----RKCANARY${'k'.repeat(5_000)}`;
    valueOf(await put({ secretValue }));
    expect(await revealed()).toBe(secretValue);
    expect(held()).toEqual([]);
    await world.restart();
    expect(await revealed()).toBe(secretValue);
    valueOf(await world.services.vault.delete((await entry()).id, 'DB_PASSWORD'));
    await world.stop();
    expect(world.filesHolding('RKCANARY')).toEqual([]);
  });
});

describe('a write that the provider refuses', () => {
  it.each([400, 403, 409, 429])('with %d leaves the old value as the true one', async (status) => {
    valueOf(await put());
    world.faults({ method: 'PUT', effect: { kind: 'answer', status } });
    expect((await replace()).ok).toBe(false);
    expect(held()).toEqual([OLD]);
    expect(await revealed()).toBe(OLD);
    world.faults();
    valueOf(await replace());
    expect(held()).toEqual([NEW]);
  });

  it('by saying that it did not do it leaves no new name', async () => {
    world.faults({
      method: 'PUT',
      effect: { kind: 'answer', status: 200, body: { success: false } },
    });
    expect(errorOf(await put())).toMatchObject({ kind: 'provider-rejected' });
    expect(held()).toEqual([]);
    expect(await entries()).toEqual([]);
  });

  it('because nothing was sent at all changes nothing', async () => {
    valueOf(await put());
    world.faults({ method: 'PUT', effect: { kind: 'offline' } });
    expect(errorOf(await world.answered(replace()))).toEqual({ kind: 'network-offline' });
    expect(held()).toEqual([OLD]);
    expect(await revealed()).toBe(OLD);
  });

  it('leaves the old value although the keychain would not give up the new one', async () => {
    valueOf(await put());
    world.faults({ method: 'PUT', effect: { kind: 'answer', status: 409 } });
    world.host.keychain.injectFault('remove', { kind: 'fails', reason: 'locked' });
    expect((await replace()).ok).toBe(false);
    expect(held()).toEqual([NEW, OLD]);
    expect(await revealed()).toBe(OLD);
    await world.restart();
    world.running.startBackgroundWork();
    await world.stop();
    expect(held()).toEqual([OLD]);
  });
});

describe('a write whose answer is lost', () => {
  const lost = { kind: 'outcome-unknown', rotationId: null };

  it.each(['before-commit', 'after-commit'] as const)(
    'of a new value (%s) keeps it, and the names say whether it is there',
    async (when) => {
      world.faults({ method: 'PUT', effect: { kind: 'reset', when } });
      expect(errorOf(await put())).toEqual(lost);
      expect(world.requests('PUT', WRITE)).toHaveLength(1);
      expect(held()).toEqual([OLD]);
      expect((await entry()).presence).toBe(
        when === 'after-commit' ? 'at-provider' : 'not-at-provider',
      );
      expect(await revealed()).toBe(OLD);
    },
  );

  it.each(['before-commit', 'after-commit'] as const)(
    'of a replacement (%s) loses neither value until a later write is certain',
    async (when) => {
      valueOf(await put());
      world.faults({ method: 'PUT', effect: { kind: 'reset', when } });
      expect(errorOf(await replace())).toEqual(lost);
      expect(held()).toEqual([NEW, OLD]);
      expect(held()).toContain(valueThere());
      expect(await revealed()).toBe(NEW);
      world.faults();
      valueOf(await replace());
      expect(held()).toEqual([NEW]);
      expect(valueThere()).toBe(NEW);
    },
  );

  it('is what a crash in the middle of it is too', async () => {
    valueOf(await put());
    let afterCrash: ServicesWorld | null = null;
    world.onRequest = async ({ method, path }) => {
      if (method === 'PUT' && WRITE.test(path)) afterCrash = await world.crashed();
    };
    valueOf(await replace());
    const next = afterCrash as ServicesWorld | null;
    if (next === null) throw new Error('Copied');
    next.running.startBackgroundWork();
    const items = [...next.heldItems('secret').values()].toSorted();
    expect(items).toEqual([NEW, OLD]);
    const [found] = valueOf(await next.services.vault.list(next.key(KEY).id, false)).entries;
    if (found === undefined) throw new Error('Listed');
    expect(valueOf(await next.services.vault.reveal(found.id)).secretValue).toBe(NEW);
    await next.close();
  });

  it('and is then deleted takes every value along', async () => {
    valueOf(await put());
    world.faults({ method: 'PUT', effect: { kind: 'reset', when: 'after-commit' } });
    expect(errorOf(await replace())).toEqual(lost);
    world.faults();
    valueOf(await world.services.vault.delete((await entry()).id, 'DB_PASSWORD'));
    expect(held()).toEqual([]);
  });

  it('and is then refused goes back to the values that may be there', async () => {
    valueOf(await put());
    world.faults({ method: 'PUT', effect: { kind: 'reset', when: 'before-commit' } });
    expect(errorOf(await replace())).toEqual(lost);
    world.faults({ method: 'PUT', effect: { kind: 'answer', status: 409 } });
    expect((await replace('newest-RKCANARY')).ok).toBe(false);
    expect(held()).toEqual([NEW, OLD]);
    expect(await revealed()).toBe(NEW);
  });
});

describe('a keychain that fails', () => {
  it('before a write stops it: nothing is sent', async () => {
    world.host.keychain.injectFault('write', { kind: 'fails', reason: 'locked' });
    expect(errorOf(await put())).toEqual({ kind: 'keychain-unavailable', reason: 'locked' });
    expect(world.requests('PUT', WRITE)).toEqual([]);
    expect(await entries()).toEqual([]);
  });

  it('after saying no but storing leaves nothing behind for long', async () => {
    world.host.keychain.injectFault('write', { kind: 'done-but-fails', reason: 'timed-out' });
    expect(errorOf(await put())).toMatchObject({ kind: 'keychain-unavailable' });
    expect(held()).toEqual([OLD]);
    await world.restart();
    world.running.startBackgroundWork();
    await world.stop();
    expect(held()).toEqual([]);
  });

  it('when the old value is to go does not undo the write', async () => {
    valueOf(await put());
    world.host.keychain.injectFault('remove', { kind: 'fails', reason: 'locked' });
    valueOf(await replace());
    expect(await revealed()).toBe(NEW);
    expect(held()).toEqual([NEW, OLD]);
    await world.restart();
    world.running.startBackgroundWork();
    await world.stop();
    expect(held()).toEqual([NEW]);
  });
});

describe('deleting a value', () => {
  const remove = async (typedName = 'DB_PASSWORD') =>
    world.services.vault.delete((await entry()).id, typedName);

  beforeEach(async () => {
    valueOf(await put());
  });

  it('needs the name and a yes; then it goes there first and here after that', async () => {
    expect(errorOf(await remove('db_password'))).toEqual(conflict('typed-name-differs'));
    world.host.person.says = false;
    expect(errorOf(await remove())).toEqual({ kind: 'cancelled' });
    expect(valueThere()).toBe(OLD);
    world.host.person.says = true;
    let heldWhileSending: string[] = [];
    world.onRequest = ({ method }) => {
      if (method === 'DELETE') heldWhileSending = held();
    };
    valueOf(await remove());
    expect(heldWhileSending).toEqual([OLD]);
    expect(held()).toEqual([]);
    expect(valueThere()).toBeUndefined();
    expect(world.lastActivity).toMatchObject({ action: 'vault.deleted', outcome: 'done' });
  });

  it('keeps it when the provider says no', async () => {
    world.faults({ method: 'DELETE', effect: { kind: 'answer', status: 403 } });
    expect(errorOf(await remove())).toMatchObject({ kind: 'provider-forbidden' });
    expect(held()).toEqual([OLD]);
    expect(await revealed()).toBe(OLD);
  });

  it.each([
    ['after-commit', true],
    ['before-commit', false],
  ] as const)('with a lost answer (%s) looks at the names', async (when, isGone) => {
    world.faults({ method: 'DELETE', effect: { kind: 'reset', when } });
    expect((await remove()).ok).toBe(isGone);
    expect(held()).toEqual(isGone ? [] : [OLD]);
    expect(world.requests('DELETE', WRITE)).toHaveLength(1);
  });

  it('that somebody else deleted there succeeds here', async () => {
    const { subscribeKey } = world.keyset(KEY);
    await world.elsewhere('DELETE', `/vault/${subscribeKey}/key/DB_PASSWORD`);
    valueOf(await remove());
    expect(held()).toEqual([]);
    expect(await entries()).toEqual([]);
  });

  it('whose item stays in the keychain is finished at the next start', async () => {
    world.host.keychain.injectFault('remove', { kind: 'fails', reason: 'locked' });
    valueOf(await remove());
    expect(held()).toEqual([OLD]);
    await world.restart();
    world.running.startBackgroundWork();
    await world.stop();
    expect(held()).toEqual([]);
  });
});

describe('the names of a vault', () => {
  it('are listed offline as they were read, and say when', async () => {
    valueOf(await put());
    const { asOf } = valueOf(await world.services.vault.list(world.key(KEY).id, false));
    expect(asOf).toBe(world.host.clock.now());
    world.faults({ effect: { kind: 'offline' } });
    expect(await entries()).toHaveLength(1);
    const refreshed = await world.answered(world.services.vault.list(world.key(KEY).id, true));
    expect(errorOf(refreshed)).toEqual({ kind: 'network-offline' });
  });

  it('that vanish there keep the value held here, and lose nothing else', async () => {
    valueOf(await put());
    const { subscribeKey } = world.keyset(KEY);
    await world.elsewhere('PUT', `/vault/${subscribeKey}/key/THEIRS`, {
      subscribeKey,
      keyName: 'THEIRS',
      value: 'theirs-RKCANARY',
    });
    expect((await entries(true)).map(({ name }) => name)).toEqual(['DB_PASSWORD', 'THEIRS']);
    for (const name of ['DB_PASSWORD', 'THEIRS'])
      await world.elsewhere('DELETE', `/vault/${subscribeKey}/key/${name}`);
    expect(await entries(true)).toMatchObject([
      { name: 'DB_PASSWORD', presence: 'not-at-provider', custody: 'in-keychain' },
    ]);
    expect(await revealed()).toBe(OLD);
  });

  it('may be anything, and can be replaced and deleted as they are', async () => {
    const name = 'a b\u0007<img onerror=x>\u202E/..';
    const { subscribeKey } = world.keyset(KEY);
    const path = `/vault/${subscribeKey}/key/${encodeURIComponent(name)}`;
    await world.elsewhere('PUT', path, { subscribeKey, keyName: name, value: 'theirs-RKCANARY' });
    const [found] = await entries(true);
    expect(found?.name).toBe(name);
    valueOf(await put({ name, intent: 'replace', secretValue: NEW }));
    valueOf(await world.services.vault.delete(found?.id ?? (await entry()).id, name));
    expect(world.host.person.asked.at(-1)?.title).toBe(
      'Delete the vault secret “a b�<img onerror=x>�/..”?',
    );
    expect(await entries(true)).toEqual([]);
  });

  it('written by somebody else have no value to show', async () => {
    const name = 'telemetry-ingest-prod';
    const [found] = await entries(true, name);
    if (found === undefined) throw new Error('The seeded vault has a name');
    expect(found.custody).toBe('not-held');
    expect(errorOf(await world.services.vault.reveal(found.id))).toEqual({
      kind: 'not-found',
      what: 'value',
    });
    expect(errorOf(await world.services.vault.copy(found.id))).toMatchObject({
      kind: 'not-found',
    });
    const target = world.key(KEY).id;
    expect(errorOf(await world.services.vault.copyToKey(found.id, target, 'create'))).toMatchObject(
      { kind: 'not-found' },
    );
    expect(world.lastActivity).toMatchObject({ action: 'vault.put', keyId: target });
  });
});

describe('a held value', () => {
  it('is copied to another keyset by the same rules', async () => {
    valueOf(await put());
    const { id } = await entry();
    const target = world.key(OTHER_KEY).id;
    expect(errorOf(await world.services.vault.copyToKey(id, target, 'replace'))).toEqual(
      conflict('name-absent'),
    );
    const copied = valueOf(await world.services.vault.copyToKey(id, target, 'create'));
    expect(copied).toMatchObject({ keyId: target, custody: 'in-keychain' });
    expect(valueThere(OTHER_KEY)).toBe(OLD);
    expect(held()).toEqual([OLD, OLD]);
    expect(errorOf(await world.services.vault.copyToKey(id, target, 'create'))).toEqual(
      conflict('name-taken'),
    );
  });

  it('is copied to the clipboard for the time of its environment', async () => {
    valueOf(await put());
    expect(valueOf(await world.services.vault.copy((await entry()).id))).toEqual({
      clearsAfterMs: 20_000,
    });
    expect(world.host.clipboard.content).toBe(OLD);
    await world.host.clock.advanceAsync(20_000);
    expect(world.host.clipboard.content).toBe('');
  });
});
