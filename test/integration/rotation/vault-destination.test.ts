import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DestinationChoice } from '../../../shared/rotations/destination.ts';
import type { RotationId } from '../../../shared/lib/ids.ts';
import type { RotationView } from '../../../shared/rotations/rotation-view.ts';
import type { FaultRuleInput } from '../../../electron/sandbox/fault-rule.ts';
import type { KeysetRecord } from '../../../electron/sandbox/pubnub-v1/account-record.ts';
import { RotationWorld, valueOf } from './rotation-world.ts';

const ROTATED = 'orders-staging';
/** The keyset whose functions read the secret from their vault. */
const READER = 'telemetry-dev';
const NAME = 'ORDERS_SECRET';
const WRITE = { method: 'PUT', path: '/api/vault/*/key/*' } as const;
const NAMES = { method: 'GET', path: '/api/vault/*/keys' } as const;

let world: RotationWorld;

beforeEach(async () => {
  world = await RotationWorld.open();
});

afterEach(async () => {
  await world.close();
  expect(world.host.bugs()).toEqual([]);
});

const intoVault = (intent: 'create' | 'replace'): DestinationChoice => ({
  ...{ kind: 'vault', keyId: world.key(READER).id, name: NAME, intent },
});

/** What the provider truly keeps under the name; undefined: nothing. */
function secretThere(): string | undefined {
  const { keysets } = world.provider.instance.summary() as { keysets: KeysetRecord[] };
  const reader = keysets.find(({ properties }) => properties['name'] === READER);
  return reader?.vaultSecrets.find(({ name }) => name === NAME)?.secretValue;
}

const newSecretOf = ({ newKeyName }: RotationView): string | null =>
  world.keyset(newKeyName).secretKey;

const writes = (): number => world.count('PUT', /\/vault\/[^/]+\/key\//);

async function put(secretValue: string): Promise<void> {
  const keyId = world.key(READER).id;
  const written = world.services.vault.put({ keyId, name: NAME, secretValue, intent: 'create' });
  valueOf(await world.answered(written));
}

const handOver = async (...choices: readonly DestinationChoice[]): Promise<RotationView> =>
  world.settle(await world.begin(ROTATED, choices));

/** The next write meets this fault, once. */
const faultOnce = (effect: FaultRuleInput['effect']): void => {
  world.faults([{ ...WRITE, count: 1, effect }]);
};

async function retired(id: RotationId): Promise<void> {
  expect(await world.retire(id)).toMatchObject({ step: 'completed' });
  expect(await world.violations()).toEqual([]);
  expect(JSON.stringify(valueOf(world.services.rotations.receipt(id)))).not.toContain('RKCANARY');
}

describe('a new name in the provider’s vault', () => {
  it('holds the new secret, is seen there and is kept here too, before the old key ends', async () => {
    const view = await handOver(intoVault('create'));
    expect(view).toMatchObject({
      step: 'overlapping',
      destinations: [{ kind: 'vault', label: READER, state: 'confirmed' }],
    });
    expect(secretThere()).toBe(newSecretOf(view));
    expect(writes()).toBe(1);
    const { entries } = valueOf(await world.services.vault.list(world.key(READER).id, false));
    expect(entries).toMatchObject([
      { name: NAME, custody: 'in-keychain', presence: 'at-provider' },
    ]);
    await retired(view.id);
  });

  it('that is taken is neither overwritten nor counted as handed over', async () => {
    await put('theirs-RKCANARY');
    const view = await handOver(intoVault('create'));
    expect(view).toMatchObject({
      step: 'distributing',
      destinations: [{ state: 'failed', error: { kind: 'conflict', reason: 'name-taken' } }],
    });
    expect(secretThere()).toBe('theirs-RKCANARY');
    expect(view.allowed).toEqual(expect.arrayContaining(['retry', 'confirm-destination']));
    expect(view.allowed).not.toContain('retire');
    // A person puts it there in another way, and says so.
    expect(await world.confirmAll(view.id)).toMatchObject({
      step: 'overlapping',
      destinations: [{ state: 'confirmed' }],
    });
    expect(secretThere()).toBe('theirs-RKCANARY');
    await retired(view.id);
  });

  it('that the provider took and does not list is not handed over', async () => {
    world.faults([
      { ...WRITE, count: 1, effect: { kind: 'answer', status: 200, body: { success: true } } },
    ]);
    const view = await handOver(intoVault('create'));
    expect(view.destinations).toMatchObject([{ state: 'failed', error: { kind: 'not-found' } }]);
    expect(secretThere()).toBeUndefined();
    expect(await world.command(view.id, 'retry')).toMatchObject({ step: 'overlapping' });
    expect(secretThere()).toBe(newSecretOf(view));
    await retired(view.id);
  });

  it('whose list cannot be read after the write waits, and is not written twice', async () => {
    world.faults([{ ...NAMES, skip: 1, effect: { kind: 'answer', status: 403 } }]);
    const view = await handOver(intoVault('create'));
    expect(view.destinations).toMatchObject([{ state: 'failed' }]);
    expect(secretThere()).toBe(newSecretOf(view));
    world.faults([]);
    expect(await world.command(view.id, 'retry')).toMatchObject({ step: 'overlapping' });
    expect(writes()).toBe(1);
    await retired(view.id);
  });
});

describe('a name that is there', () => {
  it('gets the new secret, and its former value is let go', async () => {
    await put('former-RKCANARY');
    const view = await handOver(intoVault('replace'));
    expect(view).toMatchObject({ step: 'overlapping' });
    expect(secretThere()).toBe(newSecretOf(view));
    expect([...world.host.keychain.secretsByName.values()]).not.toContain('former-RKCANARY');
    await retired(view.id);
  });

  it('and is gone when it is to be replaced is not made anew', async () => {
    const view = await handOver(intoVault('replace'));
    expect(view.destinations).toMatchObject([
      { state: 'failed', error: { kind: 'conflict', reason: 'name-absent' } },
    ]);
    expect(writes()).toBe(0);
  });
});

describe.each(['create', 'replace'] as const)('a vault that is to %s', (intent) => {
  beforeEach(async () => {
    if (intent === 'replace') await put('former-RKCANARY');
  });

  it('and refuses is said with its error, and takes it when it is tried again', async () => {
    const before = secretThere();
    faultOnce({ kind: 'answer', status: 400 });
    const view = await handOver(intoVault(intent), { kind: 'copy' });
    expect(view).toMatchObject({
      step: 'distributing',
      destinations: [
        { state: 'failed', error: { kind: 'provider-rejected' } },
        { state: 'waiting' },
      ],
    });
    expect(secretThere()).toBe(before);
    expect(JSON.stringify(view)).not.toContain('RKCANARY');
    expect((await world.command(view.id, 'retry')).destinations).toMatchObject([
      { state: 'confirmed' },
      { state: 'waiting' },
    ]);
    expect(secretThere()).toBe(newSecretOf(view));
    expect(await world.confirmAll(view.id)).toMatchObject({ step: 'overlapping' });
    await retired(view.id);
  });

  it.each(['before-commit', 'after-commit'] as const)(
    'and whose answer is lost (%s) is not handed over until it is certain',
    async (when) => {
      const before = secretThere();
      faultOnce({ kind: 'reset', when });
      const view = await handOver(intoVault(intent));
      expect(view).toMatchObject({
        step: 'distributing',
        destinations: [{ state: 'failed', error: { kind: 'outcome-unknown' } }],
      });
      expect(secretThere()).toBe(when === 'before-commit' ? before : newSecretOf(view));
      // Whatever is there, its value is also here.
      if (before !== undefined)
        expect([...world.host.keychain.secretsByName.values()]).toContain(before);
      await world.restart();
      await world.signInAgain();
      expect(await world.command(view.id, 'retry')).toMatchObject({ step: 'overlapping' });
      expect(secretThere()).toBe(newSecretOf(view));
      await retired(view.id);
    },
  );
});

describe('the vault that took the secret before', () => {
  it('is offered again, and its value is replaced by the next rotation', async () => {
    const first = await handOver(intoVault('create'));
    const firstSecret = secretThere();
    await retired(first.id);
    const remembered = world.services.destinationPlaces.remembered(world.key(first.newKeyName).id);
    expect(remembered).toMatchObject([{ kind: 'vault', label: READER, detail: NAME }]);
    const [{ id: destinationId }] = remembered as [(typeof remembered)[0]];
    const again = await world.settle(
      await world.begin(first.newKeyName, [{ kind: 'remembered', destinationId }]),
    );
    expect(again).toMatchObject({ step: 'overlapping' });
    expect(secretThere()).toBe(newSecretOf(again));
    expect(secretThere()).not.toBe(firstSecret);
    expect(writes()).toBe(2);
    expect(await world.retire(again.id)).toMatchObject({ step: 'completed' });
  });
});
