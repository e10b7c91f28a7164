import type { RotationView } from '../../../shared/rotations/rotation-view.ts';
import type { MatrixAccount } from './matrix-account.ts';
import type { Credential } from './matrix-profiles.ts';

const CANARY = 'RKCANARY';
const isOver = ({ isOpen }: RotationView): boolean => !isOpen;

/** O1–O7 of one rotation, from the credentials that truly are at the provider. */
export class MatrixOracle {
  /** Ended by somebody else; not our doing. */
  readonly endedElsewhere = new Set<string>();
  /** How often the person agreed to a create call. */
  consents = 0;
  readonly found: string[] = [];
  private readonly account: MatrixAccount;
  private readonly oldId: string;
  private readonly createsBefore: number;
  private readonly told: { published: number; logged: number };
  /** What worked at the instant before, with its secret in our hands. */
  private held: ReadonlySet<string>;

  constructor(account: MatrixAccount, old: Credential) {
    this.account = account;
    this.oldId = old.id;
    this.createsBefore = account.creates;
    this.told = {
      published: account.world.host.published.length,
      logged: account.logged.length,
    };
    this.held = this.heldNow(account.credentials());
  }

  /** Call at every pause. */
  look(view: RotationView): void {
    const credentials = this.account.credentials();
    this.heldOnesAreKept(view, credentials);
    this.oldEndsOnlyAfterProof(view, credentials);
    this.createsAreConsentedTo(view);
    this.stepIsTrue(view, credentials);
    this.nothingIsTold(view);
  }

  /** Once nothing is left to do: no key of ours works that the list does not show. */
  lookForOrphans(view: RotationView): void {
    const { services } = this.account.world;
    for (const credential of this.account.credentials()) {
      if (!credential.isLive || !this.account.isOurs(credential)) continue;
      const row = this.account.world
        .rows()
        .find(({ providerKeyId }) => providerKeyId === credential.providerKeyId);
      const details = row === undefined ? null : services.keys.get(row.id);
      const isShown =
        row?.status === 'active' &&
        details?.ok === true &&
        (!this.account.profile.isInPlace ||
          details.value.parts.some(
            ({ nature, stub, state }) =>
              nature === 'secret' &&
              state !== 'ended' &&
              credential.id === `${credential.providerKeyId}/${stub ?? ''}`,
          ));
      if (!isShown) this.found.push(`O3: ${credential.id} works and is not shown (${view.step})`);
    }
    const activity = JSON.stringify(services.activity.page(null, 50));
    if (activity.includes(CANARY)) this.found.push('O4: a secret is in the activity');
    const receipt = services.rotations.receipt(view.id);
    if (JSON.stringify(receipt).includes(CANARY)) this.found.push('O4: a secret is in the receipt');
  }

  /** O1: what works and is held stays so, unless a person or another admin ended it. */
  private heldOnesAreKept(view: RotationView, credentials: readonly Credential[]): void {
    const now = this.heldNow(credentials);
    for (const id of this.held) {
      if (now.has(id)) continue;
      const credential = credentials.find((each) => each.id === id);
      if (!this.mayBeEnded(view, id, credential))
        this.found.push(`O1: ${id} no longer works or is no longer held in ${view.step}`);
    }
    this.held = now;
  }

  private mayBeEnded(view: RotationView, id: string, credential: Credential | undefined): boolean {
    if (credential?.isLive === true) return false;
    if (this.endedElsewhere.has(id)) return true;
    const steps = view.timeline.map(({ step }) => step);
    // The gap that the plan names: the call that renews ends whatever was in force.
    const [keysetId] = this.oldId.split('/');
    if (view.plan.strategy === 'immediate' && steps.includes('minting'))
      return id.startsWith(`${keysetId ?? ''}/`);
    if (id === this.oldId) return steps.includes('retiring');
    if (credential !== undefined && !this.account.isOurs(credential)) return false;
    // A secret that an earlier consent left behind goes with the old one.
    if (view.plan.strategy === 'overlap')
      return steps.includes('retiring') && id !== this.newOf(view, [])?.id;
    return steps.includes('rolling-back');
  }

  /** O2 */
  private oldEndsOnlyAfterProof(view: RotationView, credentials: readonly Credential[]): void {
    const isLive = credentials.some(({ id, isLive }) => id === this.oldId && isLive);
    if (isLive || this.endedElsewhere.has(this.oldId)) return;
    const steps = view.timeline.map(({ step }) => step);
    const says = (truth: boolean, what: string): void => {
      if (!truth) this.found.push(`O2: the old one is ended, ${what} (${view.step})`);
    };
    if (view.plan.strategy === 'immediate') {
      says(steps.includes('minting'), 'and no call was agreed to');
      return;
    }
    for (const step of ['keeping', 'verifying', 'overlapping', 'retiring'] as const)
      says(steps.includes(step), `and ${step} is not in the timeline`);
    says(view.proofNew !== null, 'and the new one is not proved');
    says(
      view.destinations.every(({ state }) => state === 'confirmed'),
      'and a destination waits',
    );
    says(this.newOf(view, credentials) !== null, 'and the new secret is not in the keychain');
  }

  /** O6 */
  private createsAreConsentedTo({ createConsents }: RotationView): void {
    const creates = this.account.creates - this.createsBefore;
    if (creates > createConsents || createConsents > this.consents)
      this.found.push(
        `O6: ${String(creates)} creates, ${String(createConsents)} saved and ${String(this.consents)} given consents`,
      );
  }

  /** O7: what the screen says is so, and there is always a way on. */
  private stepIsTrue(view: RotationView, credentials: readonly Credential[]): void {
    const says = (truth: boolean, what: string): void => {
      if (!truth) this.found.push(`O7: the step is ${view.step}, but ${what}`);
    };
    says(isOver(view) || view.isBusy || view.allowed.length > 0, 'there is no way on');
    const isElsewhere = (id: string): boolean => this.endedElsewhere.has(id);
    const isOldLive = credentials.some(({ id, isLive }) => id === this.oldId && isLive);
    const isImmediate = view.plan.strategy === 'immediate';
    const made = this.newOf(view, credentials);
    const isNewLive = made?.isLive === true || (made !== null && isElsewhere(made.id));
    switch (view.step) {
      case 'planned':
      case 'minting':
      case 'reconciling':
      case 'keeping':
      case 'verifying':
      case 'distributing':
      case 'overlapping':
      case 'rolling-back':
      case 'cancelled':
        if (!isImmediate) says(isOldLive || isElsewhere(this.oldId), 'the old one is ended');
        break;
      case 'rolled-back':
        says(isOldLive || isElsewhere(this.oldId), 'the old one is ended');
        says(made?.isLive !== true, 'the new one works');
        break;
      case 'verifying-dead':
        // Renewed at once: whether that ended the old one is what is being found out.
        if (!isImmediate) says(!isOldLive, 'the old one works');
        says(isNewLive, 'the new one does not work');
        break;
      case 'completed':
        says(!isOldLive, 'the old one works');
        says(isNewLive, 'the new one does not work or is not kept');
        break;
      case 'retiring':
      case 'needs-attention':
        break;
    }
  }

  /** O4 */
  private nothingIsTold(view: RotationView): void {
    const { published } = this.account.world.host;
    const news = published.slice(this.told.published);
    const lines = this.account.logged.slice(this.told.logged);
    this.told.published = published.length;
    this.told.logged = this.account.logged.length;
    for (const [where, what] of [
      ['the view', view],
      ['an event', news],
      ['the log', lines],
    ] as const)
      if (JSON.stringify(what).includes(CANARY)) this.found.push(`O4: a secret is in ${where}`);
  }

  /** The new one, if its secret is in the keychain. */
  private newOf(view: RotationView, credentials: readonly Credential[]): Credential | null {
    const all = credentials.length > 0 ? credentials : this.account.credentials();
    const { secretsByName } = this.account.world.host.keychain;
    for (const [name, secretValue] of secretsByName)
      if (view.newSecretPartId !== null && name.endsWith(`/secret/${view.newSecretPartId}`))
        return all.find((each) => each.secretValue === secretValue) ?? null;
    return null;
  }

  private heldNow(credentials: readonly Credential[]): ReadonlySet<string> {
    const kept = new Set(this.account.world.host.keychain.secretsByName.values());
    return new Set(
      credentials
        .filter(
          ({ isLive, isReadable, secretValue }) => isLive && (isReadable || kept.has(secretValue)),
        )
        .map(({ id }) => id),
    );
  }
}
