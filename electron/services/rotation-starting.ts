import { fail, ok, type Result } from '../../shared/errors/app-error.ts';
import { rotationIdSchema, type KeyId } from '../../shared/lib/ids.ts';
import { MARKER_RANDOM_LENGTH, markerOf } from '../../shared/rotations/marker.ts';
import { plannedRotation, type Rotation } from '../../shared/rotations/rotation.ts';
import type { DestinationChoice, RotationPlan } from '../../shared/rotations/rotation-view.ts';
import type { RotationDependencies } from './rotation-dependencies.ts';
import { RotationDestinations } from './rotation-destinations.ts';
import { changedMeanwhile } from './rotation-outcome.ts';
import { blockerOf, RotationPlanner } from './rotation-plan.ts';

/** Plans that may be started; older ones are made again. */
const MAX_ISSUED_PLANS = 100;

/** The consent to a plan, and where the new secret is to go. */
export interface StartInput {
  readonly keyId: KeyId;
  readonly planHash: string;
  readonly marker: string;
  readonly destinations: readonly DestinationChoice[];
}

/** From a plan to a rotation that is ready to be saved. Saves nothing, changes nothing. */
export class RotationStarting {
  private readonly deps: RotationDependencies;
  private readonly planner: RotationPlanner;
  private readonly destinations: RotationDestinations;
  /** Plans given out in this run, by marker: only these can be started, each once. */
  private readonly issued = new Map<string, { readonly keyId: KeyId; readonly hash: string }>();

  constructor(deps: RotationDependencies) {
    this.deps = deps;
    this.planner = new RotationPlanner(deps);
    this.destinations = new RotationDestinations(deps);
  }

  async plan(keyId: KeyId, signal: AbortSignal): Promise<Result<RotationPlan>> {
    const marker = this.newMarker();
    const made = await this.planner.make(keyId, marker, signal);
    if (!made.ok) return made;
    const { plan } = made.value;
    this.issued.set(marker, { keyId, hash: plan.hash });
    const [oldest] = this.issued.keys();
    if (this.issued.size > MAX_ISSUED_PLANS && oldest !== undefined) this.issued.delete(oldest);
    return ok(plan);
  }

  /** Looks at everything again. Errors: as `RotationService.start`. */
  async prepare(input: StartInput, signal: AbortSignal): Promise<Result<Rotation>> {
    const issued = this.issued.get(input.marker);
    if (issued?.keyId !== input.keyId || issued.hash !== input.planHash)
      return fail(changedMeanwhile);
    const destinations = this.destinations.resolve(input.destinations);
    if (!destinations.ok) return destinations;
    const made = await this.planner.make(input.keyId, input.marker, signal);
    if (!made.ok) return made;
    const { plan, connection, oldKey, containerId, providerContainerId } = made.value;
    const blocker = blockerOf(plan);
    if (blocker !== null) return fail(blocker);
    // Deleted only here: what was refused above may be started once its cause is gone.
    if (plan.hash !== input.planHash || !this.issued.delete(input.marker))
      return fail(changedMeanwhile);
    return ok(
      plannedRotation({
        id: rotationIdSchema.parse(this.deps.ids.ulid()),
        connectionId: connection.id,
        providerId: connection.providerId,
        accountName: connection.accountName,
        containerId,
        providerContainerId,
        oldKey,
        plan,
        destinations: destinations.value,
        at: this.deps.clock.now(),
      }),
    );
  }

  /** A rotation that was written down but never started: its plan may be out of date. */
  async checkHolds(row: Rotation, signal: AbortSignal): Promise<Result<null>> {
    const made = await this.planner.make(row.oldKey.keyId, row.consent.marker, signal);
    if (!made.ok) return made;
    // Its own open row is no obstacle to itself.
    const findings = made.value.plan.findings.filter(({ reason }) => reason !== 'rotation-open');
    const blocker = blockerOf({ ...made.value.plan, findings });
    if (blocker !== null) return fail(blocker);
    return made.value.plan.hash === row.plan.hash ? ok(null) : fail(changedMeanwhile);
  }

  newMarker(): string {
    return markerOf(this.deps.ids.base32(MARKER_RANDOM_LENGTH));
  }
}
