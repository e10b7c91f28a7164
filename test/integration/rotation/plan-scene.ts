import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Result } from '../../../shared/errors/app-error.ts';
import type { DocumentFormat } from '../../../shared/rotations/plan-file.ts';
import type { RotationPlan } from '../../../shared/rotations/rotation-view.ts';
import type { PlanChoice } from '../../../electron/services/plan-choice.ts';
import { openProfile } from '../../../electron/storage/profile.ts';
import { BY_HAND_PROVIDER, ByHandProject } from '../services/by-hand-project.ts';
import { OtherAccount } from '../services/other-account.ts';
import { ServicesWorld, valueOf } from '../services/services-world.ts';

export const PROVIDERS = ['pubnub-v1', 'pubnub-v2', 'ably', 'activitysmith', 'abetterchoice'];

/** One account of any provider with keys that can be planned for, and a folder for files. */
export class PlanScene {
  readonly world: ServicesWorld;
  private readonly providerId: string;
  /** The provider's whole state. */
  readonly snapshot: () => string | Promise<string>;
  /** Requests so far that change something at the provider: on its data plane only checks are sent. */
  readonly changes: () => string[];
  /** Null where the provider has no API to be asked. */
  readonly account: OtherAccount | null;

  private constructor(
    world: ServicesWorld,
    providerId: string,
    facts: Pick<PlanScene, 'snapshot' | 'changes' | 'account'>,
  ) {
    this.world = world;
    this.providerId = providerId;
    this.snapshot = facts.snapshot;
    this.changes = facts.changes;
    this.account = facts.account;
  }

  static async connected(providerId: string): Promise<PlanScene> {
    if (providerId === BY_HAND_PROVIDER) return PlanScene.byHand();
    if (providerId === 'activitysmith') return PlanScene.simulated(providerId);
    const account = await OtherAccount.connected(providerId);
    account.listSecrets();
    const { provider } = account;
    const { adminPrefixes } = provider.provider;
    return new PlanScene(account.world, providerId, {
      account,
      snapshot: () => provider.instance.snapshot(),
      changes: () =>
        provider.journal
          .entries()
          .filter(
            ({ method, path }) =>
              method !== 'GET' && adminPrefixes.some((prefix) => path.startsWith(prefix)),
          )
          .map(({ method, path }) => `${method} ${path}`),
    });
  }

  private static async byHand(): Promise<PlanScene> {
    const project = await ByHandProject.connected();
    const { world, provider, containerId, sent } = project;
    const name = 'server_prod';
    const tokenSecret = project.tokenOf(name);
    valueOf(await world.services.byHand.add({ containerId, name, description: '', tokenSecret }));
    return new PlanScene(world, BY_HAND_PROVIDER, {
      account: null,
      snapshot: () => provider.snapshot(),
      changes: () => [...sent],
    });
  }

  /** Where people sign in by consent: the app's own simulation, whose state is in the profile. */
  private static async simulated(providerId: string): Promise<PlanScene> {
    const world = await ServicesWorld.open();
    const { sync, connections } = world.services;
    const accounts = valueOf(await connections.connectSandbox());
    const account = accounts.find((each) => each.providerId === providerId);
    if (account === undefined) throw new Error(`No ${providerId}`);
    valueOf(sync.start(account.id));
    await world.answered(sync.settled(account.id));
    return new PlanScene(world, providerId, {
      account: null,
      snapshot: () => savedState(world, providerId),
      // Every one of its calls is a POST to one address: only the state tells what changes something.
      changes: () => [],
    });
  }

  /** A plan for the first active key that this way can be taken for. */
  async plan(choice: PlanChoice = {}): Promise<RotationPlan> {
    for (const { id, status, providerId } of this.world.rows()) {
      if (status !== 'active' || providerId !== this.providerId) continue;
      const made = await this.world.answered(this.world.services.rotations.plan(id, choice));
      if (!made.ok) continue;
      if (made.value.findings.every(({ weight }) => weight === 'warns')) return made.value;
    }
    throw new Error('No key can be replaced this way');
  }

  pathOf(fileName: string): string {
    return join(this.world.host.profileDir, fileName);
  }

  /** What was written; null when nothing was. */
  async exported({ marker }: RotationPlan, format: DocumentFormat, fileName = 'plan.out') {
    const path = this.pathOf(fileName);
    this.world.host.picker.nextPaths.push(path);
    valueOf(await this.world.services.savedPlans.export(marker, format));
    return existsSync(path) ? readFileSync(path, 'utf8') : null;
  }

  async imported(fileName = 'plan.out'): Promise<Result<RotationPlan>> {
    const { picker } = this.world.host;
    picker.nextPaths.push(this.pathOf(fileName));
    const [picked] = await picker.pickOpen({ title: 'A plan', many: false });
    if (picked === undefined) throw new Error('Picked');
    return this.world.answered(this.world.services.savedPlans.import(picked.fileId));
  }

  start({ keyId, hash: planHash, marker }: RotationPlan) {
    const { rotations } = this.world.services;
    return this.world.answered(
      rotations.start({ keyId, planHash, marker, destinations: [{ kind: 'copy' }] }),
    );
  }
}

/** What the app's own simulation saved; the app is started again. */
async function savedState(world: ServicesWorld, providerId: string): Promise<string> {
  await world.stop();
  const { profileDir, keychain, clock } = world.host;
  const { ids, logger } = world.host.ports();
  const opening = await openProfile({ profileDir, keychain, clock, ids, logger });
  if (opening.kind !== 'open') throw new Error('The profile cannot be opened');
  const state = opening.stores.sandboxStates.load(providerId);
  opening.close();
  await world.start();
  if (state === null) throw new Error('Nothing is saved');
  return state;
}
