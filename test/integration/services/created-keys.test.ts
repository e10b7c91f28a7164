import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { KeyDetails } from '../../../shared/keys/key.ts';
import type { ScopeInput } from '../../../shared/scopes/key-scope.ts';
import { scopeToCopy } from '../../../shared/scopes/scope-to-copy.ts';
import { MatrixAccount } from '../rotation/matrix-account.ts';
import { replacedProfiles, toolCall } from '../rotation/matrix-profiles.ts';
import { errorOf, valueOf } from './services-world.ts';

const profile = replacedProfiles.find(({ providerId }) => providerId === 'activitysmith')!;
const lookFirst = { kind: 'conflict', reason: 'look-first' };
const outcomeUnknown = { kind: 'outcome-unknown', rotationId: null };
const NAME = 'nightly export';

let account: MatrixAccount;

const services = () => account.world.services;
const containerId = () => services().connections.containers()[0]!.id;
const billing = (): ScopeInput => {
  const { channels } = account.provider.instance.summary() as unknown as {
    channels: { publicId: string; slug: string }[];
  };
  const { publicId, slug } = channels.find((channel) => channel.slug === 'billing')!;
  return { kind: 'channels', mode: 'channels', channels: [{ publicId, slug }] };
};
const newKey = (changes: { name?: string; scope?: ScopeInput }) => ({
  ...({ containerId: containerId(), environment: 'unset', isPublic: false } as const),
  ...{ name: NAME, scope: billing(), ...changes },
});
const create = (changes: { name?: string; scope?: ScopeInput } = {}) =>
  account.drive(services().keys.create(newKey(changes)));
const look = () => account.drive(services().keys.lookForCreated(containerId(), NAME));
const made = () => account.credentials().filter(({ name }) => name === NAME);
const secretPartOf = ({ parts }: KeyDetails) => parts.find(({ nature }) => nature === 'secret')!;

afterEach(async () => {
  await account.close();
});

const connected = async () => {
  account = await MatrixAccount.connected(profile);
};

describe.each(replacedProfiles)('copies of keys at $providerId', (other) => {
  it('come back as they were sent', async () => {
    account = await MatrixAccount.connected(other);
    const living = account.world.rows().filter(({ status }) => status === 'active');
    let copies = 0;
    for (const { id, containerId: place, environment } of living.slice(0, 6)) {
      const { scope } = valueOf(services().keys.get(id));
      const copy = scopeToCopy(scope);
      if (copy === null) continue;
      const name = `copy ${String(copies)}`;
      const made = await account.drive(
        services().keys.create({
          ...{ containerId: place, name, environment, scope: copy, isPublic: false },
        }),
      );
      if (!made.ok) continue;
      copies += 1;
      expect({ name, differences: made.value.scopeDifferences }).toEqual({ name, differences: [] });
    }
    expect(copies).toBeGreaterThan(2);
  });
});

describe('a secret that is shown once and that the keychain refuses', () => {
  beforeEach(connected);

  it('is said to be here, can be shown and copied, and goes to the keychain when asked again', async () => {
    const { keychain } = account.world.host;
    keychain.injectFault('write', { kind: 'fails', reason: 'locked' });
    const created = valueOf(await create());
    const part = secretPartOf(created);
    expect(created.summary.custody).toBe('awaiting-keychain');
    expect(part.custody).toBe('awaiting-keychain');
    expect(created.summary.attention).not.toContain('secret-not-held');
    const secretValue = made()[0]?.secretValue;
    expect(valueOf(await services().secrets.reveal(part.id)).secretValue).toBe(secretValue);
    expect((await services().secrets.copy(part.id)).ok).toBe(true);

    keychain.injectFault('write', { kind: 'fails', reason: 'locked' });
    expect(errorOf(await services().secrets.keep(part.id))).toEqual({
      ...{ kind: 'keychain-unavailable', reason: 'locked' },
    });
    expect(account.world.details(NAME)).toMatchObject({
      summary: { custody: 'awaiting-keychain' },
      parts: [{ id: part.id, custody: 'awaiting-keychain' }],
    });

    expect(valueOf(await services().secrets.keep(part.id))).toEqual({ custody: 'in-keychain' });
    expect(account.world.key(NAME).custody).toBe('in-keychain');
    expect([...account.world.heldItems('secret').values()]).toEqual([secretValue]);
    // From the keychain now: nothing is left in escrow for a later start.
    await account.restart();
    account.world.running.startBackgroundWork();
    expect(valueOf(await services().secrets.reveal(part.id)).secretValue).toBe(secretValue);
    expect(account.world.heldItems('secret').size).toBe(1);
  });

  it('is still said to be here after a sync and a restart', async () => {
    account.world.host.keychain.injectFault('write', { kind: 'fails', reason: 'denied' });
    valueOf(await create());
    valueOf(services().sync.start(account.world.rows()[0]!.connectionId));
    await account.drive(services().sync.settled(account.world.rows()[0]!.connectionId));
    await account.restart();
    expect(account.world.key(NAME).custody).toBe('awaiting-keychain');
    account.world.running.startBackgroundWork();
    await vi.waitFor(() => {
      expect(account.world.key(NAME).custody).toBe('in-keychain');
    });
  });
});

describe('a create whose answer was lost', () => {
  beforeEach(connected);

  it('is not sent again before somebody looked; the key that is there is shown', async () => {
    account.fault('create', { kind: 'reset', when: 'after-commit' });
    expect(errorOf(await create())).toEqual(outcomeUnknown);
    expect(errorOf(await create())).toEqual(lookFirst);
    expect(account.creates).toBe(1);
    const { found } = valueOf(await look());
    expect(found).toMatchObject([
      { name: NAME, providerKeyId: made()[0]?.providerKeyId, custody: 'not-held' },
    ]);
    expect(account.world.key(NAME).id).toBe(found[0]?.id);
    expect(account.creates).toBe(1);
    // A new decision of a person: now it may be sent.
    expect(valueOf(await create()).summary.custody).toBe('in-keychain');
    expect(account.creates).toBe(2);
    expect(made()).toHaveLength(2);
  });

  it('is not sent again after a look that failed', async () => {
    account.fault('create', { kind: 'reset', when: 'before-commit' });
    expect(errorOf(await create())).toEqual(outcomeUnknown);
    account.fault('read', { kind: 'offline' }, { count: 20 });
    expect((await look()).ok).toBe(false);
    expect(errorOf(await create())).toEqual(lookFirst);
    account.calm();
    expect(valueOf(await look())).toEqual({ found: [] });
    expect(made()).toHaveLength(0);
    expect(valueOf(await create()).summary.name).toBe(NAME);
    expect(made()).toHaveLength(1);
  });

  it('is remembered by the next run, until somebody looked', async () => {
    valueOf(await create());
    account.world.host.clock.advance(1_000);
    account.fault('create', { kind: 'reset', when: 'after-commit' });
    expect(errorOf(await create())).toEqual(outcomeUnknown);
    await account.restart();
    expect(errorOf(await create())).toEqual(lookFirst);
    expect(errorOf(await create())).toEqual(lookFirst);
    const { found } = valueOf(await look());
    expect(found.map(({ providerKeyId }) => providerKeyId)).toEqual([made()[1]?.providerKeyId]);
    expect(valueOf(await create()).summary.name).toBe(NAME);
    expect(made()).toHaveLength(3);
  });

  it('of an earlier run stops nothing once a sync has shown what is there', async () => {
    account.fault('create', { kind: 'reset', when: 'after-commit' });
    expect(errorOf(await create())).toEqual(outcomeUnknown);
    await account.restart();
    const { connectionId } = account.world.rows()[0]!;
    account.world.host.clock.advance(1_000);
    valueOf(services().sync.start(connectionId));
    await account.drive(services().sync.settled(connectionId));
    expect(account.world.rows().filter(({ name }) => name === NAME)).toHaveLength(1);
    expect(valueOf(await create()).summary.name).toBe(NAME);
  });

  it('is not sent a second time while it is on its way, whatever a look shows meanwhile', async () => {
    account.fault('create', { kind: 'reset', when: 'before-commit' });
    expect(errorOf(await create())).toEqual(outcomeUnknown);
    expect(valueOf(await look())).toEqual({ found: [] });
    const answers: unknown[] = [];
    account.hook('before', 'create', async () => {
      answers.push(await services().keys.lookForCreated(containerId(), NAME));
      answers.push(errorOf(await services().keys.create(newKey({ name: ` ${NAME}` }))));
    });
    expect(valueOf(await create()).summary.name).toBe(NAME);
    expect(answers).toEqual([
      { ok: true, value: { found: [] } },
      { kind: 'conflict', reason: 'create-running' },
    ]);
    expect(account.creates).toBe(2);
    expect(made()).toHaveLength(1);
    // Answered: the next one is a decision of its own.
    expect(valueOf(await create()).summary.name).toBe(NAME);
  });

  it('does not take a key for it that was there before, and stops no other name', async () => {
    valueOf(await create());
    account.fault('create', { kind: 'reset', when: 'before-commit' });
    expect(errorOf(await create())).toEqual(outcomeUnknown);
    expect(valueOf(await look())).toEqual({ found: [] });
    account.fault('create', { kind: 'reset', when: 'before-commit' });
    expect(errorOf(await create())).toEqual(outcomeUnknown);
    expect(errorOf(await create())).toEqual(lookFirst);
    expect(valueOf(await create({ name: 'another' })).summary.name).toBe('another');
  });
});

describe('the scope of a created key', () => {
  beforeEach(connected);

  const rewritten = (path: string, value: unknown) =>
    ({
      kind: 'rewrite',
      set: [{ path: `result.structuredContent.api_key.${path}`, value }],
    }) as Parameters<MatrixAccount['fault']>[1];

  it('is the one that was sent', async () => {
    expect(valueOf(await create()).scopeDifferences).toEqual([]);
    account.tune({ channelShape: 'slugs' });
    expect(valueOf(await create({ name: 'by slug' })).scopeDifferences).toEqual([]);
  });

  it('that the provider widened is told, and the secret is kept all the same', async () => {
    account.tune({ resultShape: 'structured' });
    account.hook('after', 'create', async () => {
      const [key] = made();
      await account.elsewhere(
        toolCall('update_api_key', { public_id: key?.providerKeyId, scope_mode: 'all' }),
      );
    });
    account.fault('create', rewritten('scope_mode', 'all'));
    const created = valueOf(await create());
    expect(created.scopeDifferences).toEqual(['mode']);
    expect(created.scope).toMatchObject({ kind: 'channels', mode: 'all' });
    expect(created.summary.custody).toBe('in-keychain');
    expect([...account.world.heldItems('secret').values()]).toEqual([made()[0]?.secretValue]);
  });

  it('is asked for again when the answer did not tell it', async () => {
    account.tune({ resultShape: 'structured' });
    account.fault('create', rewritten('scope_mode', 'unheard of'));
    const created = valueOf(await create());
    expect(created.scopeDifferences).toEqual([]);
    expect(created.scope).toMatchObject({ kind: 'channels', mode: 'channels' });
    expect(created.summary.custody).toBe('in-keychain');
  });

  it('that nobody tells is not called the same', async () => {
    account.tune({ resultShape: 'structured' });
    account.fault('create', rewritten('scope_mode', 'unheard of'));
    account.fault('read', { kind: 'offline' }, { count: 20 });
    const created = valueOf(await create());
    expect(created.scopeDifferences).toEqual(['scope']);
    expect(created.summary.custody).toBe('in-keychain');
  });
});
