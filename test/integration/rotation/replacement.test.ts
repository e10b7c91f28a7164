import { readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../shared/lib/duration.ts';
import { pickedFileIdSchema } from '../../../shared/lib/ids.ts';
import { RotationWorld, valueOf } from './rotation-world.ts';

let world: RotationWorld;

beforeEach(async () => {
  world = await RotationWorld.open();
});

afterEach(async () => {
  await world.close();
  expect(world.host.bugs()).toEqual([]);
});

const PROVABLE = 'orders-staging';
const OPEN = 'orders-dev';

describe('a replacement from plan to receipt', () => {
  it('goes through every step, ends the old key last and proves its death', async () => {
    const old = world.keyset(PROVABLE);
    const file = await world.pickFile('secret.txt');
    const id = await world.begin(PROVABLE, [
      { kind: 'copy' },
      { kind: 'file', fileId: file.fileId },
      { kind: 'by-hand', note: 'the vault of the ops team' },
    ]);
    const distributing = await world.settle(id);
    expect(distributing).toMatchObject({
      step: 'distributing',
      scopeCompared: 'equal',
      proofNew: { how: 'probe', status: 200 },
      createConsents: 1,
    });
    expect(distributing.destinations.map(({ kind, state }) => [kind, state])).toEqual([
      ['copy', 'waiting'],
      ['file', 'confirmed'],
      ['by-hand', 'waiting'],
    ]);
    const created = world.keyset(distributing.newKeyName);
    expect(created.properties).toEqual({
      ...Object.fromEntries(
        Object.entries(old.properties).filter(([name]) => name in created.properties),
      ),
      name: distributing.newKeyName,
    });
    expect(readFileSync(file.path, 'utf8')).toBe(`${String(created.secretKey)}\n`);
    expect(statSync(file.path).mode & 0o777).toBe(0o600);
    expect(world.disables).toBe(0);

    expect(await world.confirmAll(id)).toMatchObject({
      step: 'overlapping',
      allowed: ['retire', 'roll-back'],
    });
    expect(world.keyset(PROVABLE).status).toBe(1);

    const done = await world.retire(id);
    expect(done).toMatchObject({
      step: 'completed',
      isOpen: false,
      proofDead: { how: 'probe', status: 400 },
    });
    expect(world.keyset(PROVABLE).status).toBe(0);
    expect(world.keyset(done.newKeyName).status).toBe(1);
    expect([world.creates, world.disables]).toEqual([1, 1]);
    expect(done.timeline.map(({ step }) => step)).toEqual([
      'planned',
      'minting',
      'keeping',
      'verifying',
      'distributing',
      'overlapping',
      'retiring',
      'verifying-dead',
      'completed',
    ]);

    const receipt = valueOf(world.services.rotations.receipt(id));
    expect(receipt).toMatchObject({
      outcome: 'completed',
      accountName: world.provider.instance.signInSecrets['email'],
      oldKey: { name: PROVABLE, providerKeyId: String(old.id) },
      newKey: { providerKeyId: String(created.id) },
      planHash: done.plan.hash,
    });
    const [closing] = world.services.activity.page(null, 1).entries;
    expect(closing).toMatchObject({ action: 'rotation.completed', ...receipt.activity });
  });

  it('leaves the new secret in the keychain, none in escrow, and links both keys', async () => {
    const { id } = await world.untilDistributing(PROVABLE);
    await world.confirmAll(id);
    const done = await world.retire(id);
    const created = world.keyset(done.newKeyName);
    expect([...world.host.keychain.secretsByName.entries()]).toContainEqual([
      expect.stringContaining(`/secret/${String(done.newSecretPartId)}`),
      created.secretKey,
    ]);
    if (done.newKeyId === null) throw new Error('A completed rotation has a new key');
    const fresh = valueOf(world.services.keys.get(done.newKeyId));
    expect(fresh).toMatchObject({ replaces: done.keyId, summary: { custody: 'in-keychain' } });
    expect(fresh.summary.lastRotatedAt).toBe(done.updatedAt);
    const gone = valueOf(world.services.keys.get(done.keyId));
    expect(gone).toMatchObject({ replacedBy: done.newKeyId, summary: { status: 'ended' } });
    expect(gone.summary.openRotationId).toBeNull();
    const revealed = valueOf(
      await world.services.secrets.reveal(fresh.parts.find(({ role }) => role === 'secret')!.id),
    );
    expect(revealed.secretValue).toBe(created.secretKey);
  });

  it('asks for words where no check exists, and says why', async () => {
    const id = await world.begin(OPEN);
    const asked = await world.settle(id);
    expect(asked).toMatchObject({
      step: 'verifying',
      attestReason: 'access-manager-off',
      scopeCompared: 'equal',
      allowed: ['attest-new', 'retry', 'roll-back'],
    });
    valueOf(
      await world.services.rotations.attest({
        rotationId: id,
        what: 'new-works',
        note: 'published a message with it',
      }),
    );
    await world.settle(id);
    await world.confirmAll(id);
    expect(await world.retire(id)).toMatchObject({
      step: 'verifying-dead',
      attestReason: 'access-manager-off',
      allowed: ['attest-dead', 'retry'],
    });
    valueOf(
      await world.services.rotations.attest({
        rotationId: id,
        what: 'old-dead',
        note: 'the console shows it as disabled',
      }),
    );
    expect(await world.settle(id)).toMatchObject({
      step: 'completed',
      proofNew: { how: 'attested', reason: 'access-manager-off' },
      proofDead: { how: 'attested', reason: 'access-manager-off' },
    });
  });

  it('replaces a very old key that never had a secret, once its settings are all shown', async () => {
    const name = 'mobile-beta-2016';
    const id = await world.begin(name);
    const differs = await world.settle(id);
    expect(differs).toMatchObject({ step: 'needs-attention', scopeCompared: 'differs' });
    const created = world.keyset(differs.newKeyName);
    const { name: _name, ...shown } = created.properties;
    await world.changeElsewhere(name, { properties: shown });
    expect(await world.command(id, 'retry')).toMatchObject({
      step: 'verifying',
      attestReason: 'access-manager-off',
    });
  });

  it('completes an answer that shows no secret by one read, and needs none when it shows it', async () => {
    world.tune({ createShowsSecrets: true });
    expect((await world.untilDistributing(PROVABLE)).step).toBe('distributing');
  });

  it('waits until the data plane knows the new key, and until it has forgotten the old one', async () => {
    world.tune({ activationLagMs: 12_000, revocationLagMs: 30_000 });
    const { id } = await world.untilDistributing(PROVABLE);
    await world.confirmAll(id);
    const done = await world.retire(id);
    expect(done.step).toBe('completed');
    expect(done.stillAliveCount).toBe(0);
    const retiredAt = done.timeline.find(({ step }) => step === 'verifying-dead')?.at ?? 0;
    expect(done.updatedAt - retiredAt).toBeGreaterThanOrEqual(29_000);
  });

  it('removes the dead secret from the keychain when it was kept there', async () => {
    const { parts } = valueOf(world.services.keys.get(world.key(PROVABLE).id));
    const partId = parts.find(({ role }) => role === 'secret')!.id;
    valueOf(await world.services.secrets.keep(partId));
    const names = (): string[] => [...world.host.keychain.secretsByName.keys()];
    expect(names().some((name) => name.endsWith(partId))).toBe(true);
    const { id } = await world.untilDistributing(PROVABLE);
    await world.confirmAll(id);
    await world.retire(id);
    expect(names().some((name) => name.endsWith(partId))).toBe(false);
  });

  it('does not grow the name from rotation to rotation', async () => {
    const first = await world.untilDistributing(PROVABLE);
    await world.confirmAll(first.id);
    const { newKeyName } = await world.retire(first.id);
    const second = await world.untilDistributing(newKeyName);
    expect(second.newKeyName).toHaveLength(newKeyName.length);
    expect(second.newKeyName).not.toBe(newKeyName);
  });
});

describe('the plan', () => {
  it('sends nothing that changes anything and saves nothing', async () => {
    const before = JSON.stringify(world.keysets());
    const plan = valueOf(await world.services.rotations.plan(world.key(PROVABLE).id));
    expect(JSON.stringify(world.keysets())).toBe(before);
    expect(world.services.rotations.list()).toEqual([]);
    expect(plan.calls.filter(({ mutates }) => mutates).map(({ purpose }) => purpose)).toEqual([
      'create-new',
      'retire-old',
    ]);
    expect(plan).toMatchObject({ verification: 'probe', keyName: PROVABLE, findings: [] });
    expect(JSON.stringify(plan)).not.toContain('RKCANARY');
  });

  it('has the same hash for the same world, and another when the key was changed', async () => {
    const keyId = world.key(PROVABLE).id;
    const plan = valueOf(await world.services.rotations.plan(keyId));
    await world.changeElsewhere(PROVABLE, { properties: { message_storage_ttl: 3 } });
    const start = { keyId, planHash: plan.hash, marker: plan.marker, destinations: [] };
    expect(
      await world.services.rotations.start({ ...start, destinations: [{ kind: 'copy' }] }),
    ).toEqual({ ok: false, error: { kind: 'conflict', reason: 'changed-meanwhile' } });
    expect(world.creates).toBe(0);
    expect(world.services.rotations.list()).toEqual([]);
  });

  it('can be started once, and only as it was given out', async () => {
    const keyId = world.key(PROVABLE).id;
    const plan = valueOf(await world.services.rotations.plan(keyId));
    const destinations = [{ kind: 'copy' }] as const;
    const start = (marker: string, planHash: string): Promise<unknown> =>
      world.services.rotations.start({ keyId, planHash, marker, destinations });
    const refused = { ok: false, error: { kind: 'conflict', reason: 'changed-meanwhile' } };
    expect(await start('_rk0000000000', plan.hash)).toEqual(refused);
    expect(await start(plan.marker, 'a'.repeat(64))).toEqual(refused);
    const both = await Promise.all([start(plan.marker, plan.hash), start(plan.marker, plan.hash)]);
    expect(both.filter((result) => (result as { ok: boolean }).ok)).toHaveLength(1);
    expect(world.services.rotations.list()).toHaveLength(1);
  });

  it('says what it copies not, what it cannot prove, and what changed since the last sync', async () => {
    const reasons = async (name: string): Promise<string[]> =>
      valueOf(await world.services.rotations.plan(world.key(name).id)).findings.map(
        ({ reason }) => reason,
      );
    expect(await reasons('orders-prod')).toEqual(['unmanaged-not-carried']);
    expect(await reasons(OPEN)).toEqual(['not-testable-access-manager-off']);
    await world.changeElsewhere(PROVABLE, { properties: { message_storage_ttl: 3 } });
    expect(await reasons(PROVABLE)).toEqual(['key-changed-since-sync']);
  });

  it.each([['a key that has ended', 'chat-web-2023', 'key-not-active']])(
    'blocks for %s',
    async (_what, name, reason) => {
      const plan = valueOf(await world.services.rotations.plan(world.key(name).id));
      expect(plan.findings).toContainEqual(expect.objectContaining({ weight: 'blocks', reason }));
      const { keyId, hash: planHash, marker } = plan;
      const destinations = [{ kind: 'copy' }] as const;
      expect(
        await world.services.rotations.start({ keyId, planHash, marker, destinations }),
      ).toMatchObject({ ok: false });
      expect(world.creates).toBe(0);
    },
  );

  it('blocks while the keychain is locked, while offline, while signed out, and while one is open', async () => {
    const keyId = world.key(PROVABLE).id;
    const blocking = async (): Promise<string[]> =>
      valueOf(await world.answered(world.services.rotations.plan(keyId)))
        .findings.filter(({ weight }) => weight === 'blocks')
        .map(({ reason }) => reason);
    world.host.keychain.setOutage('locked');
    expect(await blocking()).toEqual(['keychain-unavailable']);
    world.host.keychain.setOutage(null);
    world.faults([{ plane: 'admin', effect: { kind: 'offline' } }]);
    expect(await blocking()).toEqual(['offline']);
    world.faults([{ plane: 'admin', effect: { kind: 'answer', status: 401 } }]);
    expect(await blocking()).toEqual(['not-signed-in']);
    world.faults([]);
    await world.signInAgain();
    await world.untilDistributing(PROVABLE);
    expect(await blocking()).toEqual(['rotation-open']);
  });

  it('warns when this computer’s clock is far from the provider’s, and says by how much', async () => {
    world.providerAheadMs = 10 * MINUTE_MS;
    const plan = valueOf(await world.services.rotations.plan(world.key(PROVABLE).id));
    expect(plan.findings.map(({ weight, reason, detail }) => ({ weight, reason, detail }))).toEqual(
      [
        { weight: 'warns', reason: 'probe-failed', detail: null },
        {
          ...{ weight: 'warns', reason: 'clock-skewed' },
          detail:
            'This machine’s clock is 10 minutes behind the provider’s. Signed checks may be refused.',
        },
      ],
    );
  });

  it('does not blame the clock for a refused check when the answers tell the same time', async () => {
    const body = {
      status: 400,
      error: true,
      message: 'Invalid Timestamp',
      service: 'Access Manager',
    };
    world.faults([{ plane: 'data-plane', effect: { kind: 'answer', status: 400, body } }]);
    const plan = valueOf(await world.services.rotations.plan(world.key(PROVABLE).id));
    expect(plan.findings.map(({ reason }) => reason)).toEqual(['probe-failed']);
  });
});

describe('what only a person may do', () => {
  it('ends the old key only with its name typed and the host’s confirmation', async () => {
    const { id } = await world.untilDistributing(PROVABLE);
    const retire = (typedName: string): Promise<unknown> =>
      world.services.rotations.retire({ rotationId: id, typedName });
    expect(await retire(PROVABLE)).toMatchObject({ error: { reason: 'step-not-allowed' } });
    await world.confirmAll(id);
    expect(await retire('orders')).toMatchObject({ error: { reason: 'typed-name-differs' } });
    expect(world.host.person.asked).toEqual([]);
    world.host.person.says = false;
    expect(await retire(PROVABLE)).toEqual({ ok: false, error: { kind: 'cancelled' } });
    expect(world.host.person.asked).toHaveLength(1);
    expect(world.host.person.asked[0]?.title).toContain(PROVABLE);
    expect(world.view(id).step).toBe('overlapping');
    expect(world.disables).toBe(0);
  });

  it('rolls back: ends the new key, keeps the old one, and holds no secret of it any more', async () => {
    const view = await world.untilDistributing(PROVABLE);
    world.host.person.says = false;
    expect(
      await world.services.rotations.command({ rotationId: view.id, command: 'roll-back' }),
    ).toEqual({ ok: false, error: { kind: 'cancelled' } });
    world.host.person.says = true;
    const done = await world.command(view.id, 'roll-back');
    expect(done).toMatchObject({ step: 'rolled-back', isOpen: false, allowed: [] });
    expect(world.keyset(view.newKeyName).status).toBe(0);
    expect(world.keyset(PROVABLE).status).toBe(1);
    expect(
      [...world.host.keychain.secretsByName.keys()].some((name) =>
        name.endsWith(String(view.newSecretPartId)),
      ),
    ).toBe(false);
    expect(valueOf(world.services.rotations.receipt(view.id)).outcome).toBe('rolled-back');
    expect(world.key(PROVABLE).openRotationId).toBeNull();
  });

  it('refuses to end a key by hand while a rotation holds it', async () => {
    const { keyId } = await world.untilDistributing(PROVABLE);
    expect(await world.services.keys.end(keyId, 'disable', PROVABLE)).toMatchObject({
      error: { kind: 'conflict', reason: 'rotation-open' },
    });
  });

  it('gives no receipt before the end', async () => {
    const { id } = await world.untilDistributing(PROVABLE);
    expect(world.services.rotations.receipt(id)).toMatchObject({
      error: { kind: 'conflict', reason: 'step-not-allowed' },
    });
  });
});

describe('files', () => {
  it('are never written over, and are written when the place is free', async () => {
    const file = await world.pickFile('taken.txt');
    writeFileSync(file.path, 'something else');
    const id = await world.begin(PROVABLE, [{ kind: 'file', fileId: file.fileId }]);
    expect((await world.settle(id)).destinations).toMatchObject([
      {
        state: 'failed',
        error: { kind: 'file-refused', reason: 'exists', fileName: 'taken.txt' },
      },
    ]);
    expect(readFileSync(file.path, 'utf8')).toBe('something else');
    const { unlinkSync } = await import('node:fs');
    unlinkSync(file.path);
    expect(await world.command(id, 'retry')).toMatchObject({ step: 'overlapping' });
    expect(readFileSync(file.path, 'utf8')).toContain('RKCANARY');
  });

  it('are not written through a link', async () => {
    const target = await world.pickFile('target.txt');
    writeFileSync(target.path, '');
    const link = await world.pickFile('link.txt');
    symlinkSync(target.path, link.path);
    const id = await world.begin(PROVABLE, [{ kind: 'file', fileId: link.fileId }]);
    expect((await world.settle(id)).destinations[0]?.state).toBe('failed');
    expect(readFileSync(target.path, 'utf8')).toBe('');
  });

  it('that failed may be confirmed by the person who wrote them', async () => {
    const file = await world.pickFile('missing-folder/secret.txt');
    const id = await world.begin(PROVABLE, [{ kind: 'file', fileId: file.fileId }]);
    const failed = await world.settle(id);
    expect(failed.destinations[0]?.error).toMatchObject({ reason: 'no-folder' });
    expect(failed.allowed).toEqual(['confirm-destination', 'retry', 'roll-back']);
    expect((await world.confirmAll(id)).step).toBe('overlapping');
  });

  it('must have been picked', async () => {
    const plan = valueOf(await world.services.rotations.plan(world.key(PROVABLE).id));
    const { keyId, hash: planHash, marker } = plan;
    const fileId = pickedFileIdSchema.parse('01PCKED0000000000000000999');
    const destinations = [{ kind: 'file', fileId }] as const;
    expect(
      await world.services.rotations.start({ keyId, planHash, marker, destinations }),
    ).toMatchObject({ error: { kind: 'file-refused', reason: 'not-picked' } });
    expect(world.creates).toBe(0);
  });
});
