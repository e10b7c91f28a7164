import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noAnnotations } from '../../../shared/keys/key.ts';
import type { RotationId } from '../../../shared/lib/ids.ts';
import type { DestinationChoice } from '../../../shared/rotations/destination.ts';
import type { RotationView } from '../../../shared/rotations/rotation-view.ts';
import { ByHandProject } from '../services/by-hand-project.ts';
import { errorOf, nextTurn, valueOf } from '../services/services-world.ts';
import { pickedEnvFile } from './picked-env-file.ts';

const OLD = 'server_prod';
const NEW = 'server_prod_2';
let project: ByHandProject;
let id: RotationId;

beforeEach(async () => {
  project = await ByHandProject.connected();
  valueOf(
    await project.world.services.byHand.add({
      ...{ containerId: project.containerId, name: OLD, description: '' },
      tokenSecret: project.tokenOf(OLD),
    }),
  );
});

afterEach(async () => {
  await project.world.close();
});

const rotations = () => project.world.services.rotations;

async function settle(): Promise<RotationView> {
  for (let turn = 0; turn < 2_000 && valueOf(rotations().get(id)).isBusy; turn += 1) {
    await project.world.host.clock.advanceAsync(500);
    await nextTurn();
  }
  return valueOf(rotations().get(id));
}

async function start(
  name = OLD,
  destinations: DestinationChoice[] = [{ kind: 'copy' }],
): Promise<RotationView> {
  const plan = valueOf(await project.world.answered(rotations().plan(project.world.key(name).id)));
  const { keyId, hash: planHash, marker } = plan;
  const started = await project.world.answered(
    rotations().start({ keyId, planHash, marker, destinations }),
  );
  ({ id } = valueOf(started));
  return settle();
}

/** What a person does in the console, and what they bring back. */
async function entered(): Promise<RotationView> {
  expect(project.console.create({ name: NEW, description: '' })).toBeNull();
  const secretValue = project.tokenOf(NEW);
  valueOf(await rotations().enterNew({ rotationId: id, name: NEW, secretValue }));
  return settle();
}

async function command(name: Parameters<ReturnType<typeof rotations>['command']>[0]['command']) {
  valueOf(await project.world.answered(rotations().command({ rotationId: id, command: name })));
  return settle();
}

async function confirmed(): Promise<RotationView> {
  const [destination] = valueOf(rotations().get(id)).destinations;
  valueOf(await rotations().confirmDestination({ rotationId: id, destinationId: destination!.id }));
  return settle();
}

async function retired(): Promise<RotationView> {
  valueOf(await project.world.answered(rotations().retire({ rotationId: id, typedName: OLD })));
  return settle();
}

describe('a guided rotation', () => {
  it('plans no call and says beforehand that a check counts as traffic', async () => {
    const plan = valueOf(await project.world.answered(rotations().plan(project.world.key(OLD).id)));
    expect(plan).toMatchObject({ strategy: 'guided', calls: [], newName: NEW });
    expect(plan.findings.map(({ reason }) => reason)).toContain('check-counts-as-traffic');
    expect(project.sent).toEqual([]);
  });

  it('is done by the person, and proved by requests that the person agreed to', async () => {
    expect(await start()).toMatchObject({ step: 'minting', allowed: ['enter-new', 'cancel'] });
    expect(await entered()).toMatchObject({
      step: 'verifying',
      attestReason: 'counts-as-traffic',
    });
    expect(project.sent).toEqual([]);
    expect(await command('check-new')).toMatchObject({
      step: 'distributing',
      proofNew: { how: 'probe' },
    });
    expect(await confirmed()).toMatchObject({ step: 'overlapping', overlapUntil: null });
    expect(await retired()).toMatchObject({ step: 'retiring', allowed: ['attest-ended'] });
    expect(project.console.deactivate(OLD)).toBeNull();
    valueOf(
      await rotations().attestEnded({
        rotationId: id,
        statements: ['deactivated', 'logs-stopped', 'archived'],
      }),
    );
    expect(await settle()).toMatchObject({
      step: 'verifying-dead',
      attestReason: 'counts-as-traffic',
    });
    expect(await command('check-dead')).toMatchObject({
      step: 'completed',
      proofDead: { how: 'probe' },
      endStatements: ['deactivated', 'logs-stopped', 'archived'],
    });
    expect(project.world.key(OLD).status).toBe('ended');
    expect(project.world.key(NEW)).toMatchObject({ status: 'active', custody: 'in-keychain' });
    expect([...project.world.heldItems('secret').values()]).toEqual([project.tokenOf(NEW)]);
  });

  it('makes a key that is public like the old one', async () => {
    const { keys } = project.world.services;
    valueOf(keys.annotate(project.world.key(OLD).id, { ...noAnnotations, isPublic: true }));
    await start();
    await entered();
    const { annotations } = valueOf(keys.get(project.world.key(NEW).id));
    expect(annotations.isPublic).toBe(true);
  });

  it('reads the files back before the old key is ended in the console', async () => {
    const path = join(project.world.host.profileDir, 'server.env');
    writeFileSync(path, `TOKEN=${project.tokenOf(OLD)}\n`);
    await start(OLD, [await pickedEnvFile(project.world.host, path, 'TOKEN')]);
    await entered();
    expect(await command('check-new')).toMatchObject({ step: 'overlapping' });
    writeFileSync(path, `TOKEN=${project.tokenOf(OLD)}\n`);
    expect(await retired()).toMatchObject({
      step: 'distributing',
      destinations: [{ state: 'failed', error: { kind: 'file-refused', reason: 'other-secret' } }],
    });
    // What stands in the file now is not overwritten by itself; a person takes it over.
    expect(await confirmed()).toMatchObject({ step: 'overlapping' });
    expect(await retired()).toMatchObject({ step: 'retiring', allowed: ['attest-ended'] });
  });

  it('lets the person go on to the console when the files hold the new secret', async () => {
    const path = join(project.world.host.profileDir, 'server.env');
    writeFileSync(path, `TOKEN=${project.tokenOf(OLD)}\n`);
    await start(OLD, [await pickedEnvFile(project.world.host, path, 'TOKEN')]);
    await entered();
    await command('check-new');
    expect(await retired()).toMatchObject({ step: 'retiring', allowed: ['attest-ended'] });
    expect(readFileSync(path, 'utf8')).toBe(`TOKEN=${project.tokenOf(NEW)}\n`);
  });

  it('does not call a key dead that still answers', async () => {
    await start();
    await entered();
    await command('check-new');
    await confirmed();
    await retired();
    valueOf(await rotations().attestEnded({ rotationId: id, statements: ['deactivated'] }));
    await settle();
    // The person said it, but did not do it.
    expect(await command('check-dead')).toMatchObject({
      step: 'needs-attention',
      attention: { from: 'verifying-dead' },
    });
    expect(project.console.deactivate(OLD)).toBeNull();
    expect(await command('retry')).toMatchObject({ step: 'completed' });
  });

  it('sends nothing at all when the person attests', async () => {
    await start();
    await entered();
    const note = 'the app answers with it';
    valueOf(await rotations().attest({ rotationId: id, what: 'new-works', note }));
    await confirmed();
    await retired();
    valueOf(await rotations().attestEnded({ rotationId: id, statements: ['deactivated'] }));
    await settle();
    valueOf(await rotations().attest({ rotationId: id, what: 'old-dead', note }));
    expect(await settle()).toMatchObject({ step: 'completed', proofDead: { how: 'attested' } });
    expect(project.sent).toEqual([]);
  });

  it('refuses the old key once more, under any name', async () => {
    await start();
    const refused = await rotations().enterNew({
      ...{ rotationId: id, name: NEW, secretValue: project.tokenOf(OLD) },
    });
    expect(errorOf(refused)).toMatchObject({ kind: 'invalid-input' });
    expect(valueOf(rotations().get(id)).step).toBe('minting');
  });

  it('loses nothing when the app ends right after the token was entered', async () => {
    await start();
    expect(project.console.create({ name: NEW, description: '' })).toBeNull();
    const secretValue = project.tokenOf(NEW);
    valueOf(await rotations().enterNew({ rotationId: id, name: NEW, secretValue }));
    const next = await project.world.crashed();
    next.services.rotations.resumeAll();
    for (let turn = 0; turn < 100 && valueOf(next.services.rotations.get(id)).isBusy; turn += 1) {
      await next.host.clock.advanceAsync(500);
      await nextTurn();
    }
    expect(valueOf(next.services.rotations.get(id)).step).toBe('verifying');
    await next.close();
  });

  it('is rolled back by the person as well', async () => {
    await start();
    await entered();
    expect(await command('roll-back')).toMatchObject({
      step: 'rolling-back',
      allowed: ['attest-rolled-back'],
    });
    expect(await command('attest-rolled-back')).toMatchObject({ step: 'rolled-back' });
    expect(project.world.key(OLD).status).toBe('active');
  });
});
