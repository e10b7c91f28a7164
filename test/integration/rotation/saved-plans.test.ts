import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../shared/activity/activity-chain.ts';
import { pickedFileIdSchema } from '../../../shared/lib/ids.ts';
import type { PlanFile } from '../../../shared/rotations/plan-file.ts';
import type { RotationPlan } from '../../../shared/rotations/rotation-view.ts';
import { digestOf } from '../../../electron/services/canonical-digest.ts';
import { errorOf, valueOf } from '../services/services-world.ts';
import { PlanScene, PROVIDERS } from './plan-scene.ts';

/** A keyset with Access Manager on. */
const UNSEEN = 'chat-bots';

let scene: PlanScene;

afterEach(async () => {
  await scene.world.close();
});

const changed = { kind: 'conflict', reason: 'changed-meanwhile' };

async function savedFile(plan: RotationPlan): Promise<PlanFile> {
  return JSON.parse((await scene.exported(plan, 'json')) ?? '') as PlanFile;
}

const write = (file: unknown): void => {
  writeFileSync(scene.pathOf('plan.out'), JSON.stringify(file));
};

/** As somebody would who knows how the digest is made. */
const writeWithDigest = (file: PlanFile, plan: object): void => {
  write({ ...file, plan, digest: digestOf(plan) });
};

describe.each(PROVIDERS)('a saved plan at %s', (providerId) => {
  beforeEach(async () => {
    scene = await PlanScene.connected(providerId);
  });

  it('is started after a restart, which gives out no plans of its own', async () => {
    const plan = await scene.plan();
    await scene.exported(plan, 'json');
    const { account, world } = scene;
    if (account !== null) await account.restart();
    // Without an API nothing of the plan is at the provider, and the fetch need not be kept.
    else await world.restart();
    expect(errorOf(await scene.start(plan))).toEqual(changed);
    const again = valueOf(await scene.imported());
    expect(again).toMatchObject({ hash: plan.hash, marker: plan.marker, calls: plan.calls });
    const started = valueOf(await scene.start(again));
    expect(started.plan.hash).toBe(plan.hash);
    expect(errorOf(await scene.imported())).toMatchObject({ reason: 'step-not-allowed' });
    await world.services.rotations.stop();
  });

  it('holds no secret, no path and no fingerprint', async () => {
    const plan = await scene.plan();
    const { host } = scene.world;
    const secrets = [...host.keychain.secretsByName.values()];
    for (const format of ['json', 'markdown'] as const) {
      const text = (await scene.exported(plan, format, `plan.${format}`)) ?? '';
      expect(text).toContain(plan.hash);
      expect(text).not.toContain('RKCANARY');
      expect(text).not.toContain(host.profileDir);
      expect(text.toLowerCase()).not.toContain('fingerprint');
      expect(secrets.filter((secretValue) => text.includes(secretValue))).toEqual([]);
    }
  });
});

describe('a saved plan', () => {
  beforeEach(async () => {
    scene = await PlanScene.connected('pubnub-v2');
  });

  it('is refused after any value in it was changed', async () => {
    const file = await savedFile(await scene.plan());
    const alterations = alteredCopies(file.plan);
    expect(alterations.length).toBeGreaterThan(60);
    for (const plan of alterations) {
      expect(canonicalJson(plan)).not.toBe(canonicalJson(file.plan));
      write({ ...file, plan });
      expect(errorOf(await scene.imported())).toMatchObject({ kind: 'invalid-input' });
    }
    write({ ...file, digest: file.digest.replace(/^./, file.digest.startsWith('0') ? '1' : '0') });
    expect(errorOf(await scene.imported())).toMatchObject({ kind: 'invalid-input' });
  });

  it('is refused after a change with a digest to match, when it matters', async () => {
    const [first, second] = scene.world.rows().filter(({ status }) => status === 'active');
    const file = await savedFile(await scene.plan());
    const { plan } = file;
    const otherKey = first?.id === plan.keyId ? second?.id : first?.id;
    const changes: Partial<RotationPlan>[] = [
      { keyId: otherKey! },
      { marker: '_rk0123456789' },
      { strategy: 'immediate', overlapMs: null },
      { overlapMs: 3_600_000 },
      { trigger: 'exposed' },
      { hash: 'f'.repeat(64) },
    ];
    const before = scene.changes();
    for (const change of changes) {
      writeWithDigest(file, { ...plan, ...change });
      expect({ change, ...errorOf(await scene.imported()) }).toEqual({ change, ...changed });
    }
    for (const marker of ['', 'x', '_rk012345678', 'orders-staging']) {
      writeWithDigest(file, { ...plan, marker });
      expect(errorOf(await scene.imported())).toMatchObject({ reason: 'step-not-allowed' });
    }
    expect(scene.changes()).toEqual(before);
  });

  it('shows the calls as they are now, whatever a file with a matching digest says', async () => {
    const plan = await scene.plan();
    const file = await savedFile(plan);
    const pretended = { calls: [], keyName: 'something harmless', findings: [], listedStubs: [] };
    writeWithDigest(file, { ...plan, ...pretended });
    const { calls, keyName, findings, listedStubs } = plan;
    expect(valueOf(await scene.imported())).toMatchObject({
      ...{ calls, keyName, findings, listedStubs },
    });
  });

  it('that was made offline can be started when only the secrets became known', async () => {
    const offline = await plannedOffline(scene);
    await scene.exported(offline, 'json');
    const applied = valueOf(await scene.imported());
    expect(applied.listedStubs).not.toEqual([]);
    expect(applied.hash).not.toBe(offline.hash);
    expect(valueOf(await scene.start(applied)).plan.listedStubs).toEqual(applied.listedStubs);
    await scene.world.services.rotations.stop();
  });

  it('that was made offline is refused when more than the secrets is new', async () => {
    await scene.exported(await plannedOffline(scene), 'json');
    const keysetId = scene.world.key(UNSEEN).providerKeyId;
    expect(await scene.account?.elsewhere('PATCH', `/keysets/${keysetId}`, { name: 'moved' })).toBe(
      200,
    );
    expect(errorOf(await scene.imported())).toEqual(changed);
  });

  it('is refused when the world has moved', async () => {
    const { account, world } = scene;
    const plan = await scene.plan();
    await scene.exported(plan, 'json');
    const keysetId = world.rows().find(({ id }) => id === plan.keyId)?.providerKeyId ?? '';
    expect(await account?.elsewhere('POST', `/keysets/${keysetId}/secret-keys`, {})).toBe(201);
    expect(errorOf(await scene.imported())).toEqual(changed);
  });

  it.each([
    ['nothing', '', { kind: 'file-refused', reason: 'not-json' }],
    ['half a file', '{"format":"rekey-plan"', { kind: 'file-refused', reason: 'not-json' }],
    ['another file', '{"name":"rekey"}', { kind: 'invalid-input' }],
    ['a deep one', `${'['.repeat(200_000)}${']'.repeat(200_000)}`, { kind: 'invalid-input' }],
    ['more than a megabyte', `"${'x'.repeat(1_048_576)}"`, { reason: 'too-large' }],
    [
      'one of a newer Rekey',
      '{"format":"rekey-plan","version":2}',
      { issues: ['This plan was exported by a newer Rekey'] },
    ],
  ])('is not %s', async (_what, text, error) => {
    writeFileSync(scene.pathOf('plan.out'), text);
    expect(errorOf(await scene.imported())).toMatchObject(error);
  });

  it('comes only from a file that was picked', async () => {
    const fileId = pickedFileIdSchema.parse('01ARZ3NDEKTSV4RRFFQ69G5FAV');
    expect(errorOf(await scene.world.services.savedPlans.import(fileId))).toMatchObject({
      reason: 'not-picked',
    });
    expect(errorOf(await scene.imported('nowhere.json'))).toMatchObject({ reason: 'not-there' });
  });

  it('is written nowhere when the person cancels, and only while it is at hand', async () => {
    const { savedPlans } = scene.world.services;
    const { marker } = await scene.plan();
    expect(valueOf(await savedPlans.export(marker, 'json'))).toBeNull();
    expect(errorOf(await savedPlans.export('_rk0123456789', 'json'))).toMatchObject({
      kind: 'not-found',
    });
  });
});

/** A plan for a key whose secrets nobody has looked at, made while the provider cannot be reached. */
async function plannedOffline({ account, world }: PlanScene): Promise<RotationPlan> {
  const { id } = world.key(UNSEEN);
  account?.faults({ effect: { kind: 'offline' } });
  const plan = valueOf(
    await world.answered(world.services.rotations.plan(id, { strategy: 'overlap' })),
  );
  expect(plan.listedStubs).toEqual([]);
  expect(plan.findings.map(({ reason }) => reason)).toContain('offline');
  expect(plan.calls.map(({ path }) => path).join()).toContain('first characters of the old');
  account?.faults();
  return plan;
}

/** A copy for each value anywhere in it, with that value changed; and one with something added. */
function alteredCopies(value: unknown): unknown[] {
  if (Array.isArray(value))
    return [
      ...value.flatMap((entry, index) =>
        alteredCopies(entry).map((altered) => value.with(index, altered) as unknown),
      ),
      ...value.map((_entry, index) => value.toSpliced(index, 1) as unknown),
    ];
  if (typeof value === 'object' && value !== null)
    return [
      ...Object.entries(value).flatMap(([name, member]) =>
        alteredCopies(member).map((altered) => ({ ...value, [name]: altered })),
      ),
      { ...value, added: 1 },
    ];
  if (typeof value === 'string') return [`${value}x`];
  if (typeof value === 'number') return [value + 1];
  if (typeof value === 'boolean') return [!value];
  return ['was null'];
}
