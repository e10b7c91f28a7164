import { fail, ok, type Result } from '../../shared/errors/app-error.ts';
import { rotationIdSchema, type KeyId } from '../../shared/lib/ids.ts';
import { plannedRotation } from '../../shared/rotations/planned-rotation.ts';
import { changesInPlace, type Rotation } from '../../shared/rotations/rotation.ts';
import type { DestinationChoice } from '../../shared/rotations/destination.ts';
import type { RotationPlan } from '../../shared/rotations/rotation-view.ts';
import type { RotationDependencies } from './rotation-dependencies.ts';
import { RotationDestinations } from './rotation-destinations.ts';
import { changedMeanwhile } from './rotation-outcome.ts';
import type { PlanChoice } from './plan-choice.ts';
import { blockerOf, RotationPlanner } from './rotation-plan.ts';
import type { RotationConsents } from './rotation-consents.ts';
import { askedAbout, renewQuestion } from './rotation-questions.ts';

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
  private readonly consents: Pick<RotationConsents, 'newMarker'>;
  private readonly planner: RotationPlanner;
  private readonly destinations: RotationDestinations;

  constructor(deps: RotationDependencies, consents: Pick<RotationConsents, 'newMarker'>) {
    this.deps = deps;
    this.consents = consents;
    this.planner = new RotationPlanner(deps);
    this.destinations = new RotationDestinations(deps);
  }

  async plan(keyId: KeyId, choice: PlanChoice, signal: AbortSignal): Promise<Result<RotationPlan>> {
    const marker = this.consents.newMarker();
    const made = await this.planner.make(keyId, marker, choice, signal);
    if (!made.ok) return made;
    const { plan } = made.value;
    this.deps.issuedPlans.issue(plan, choice);
    return ok(plan);
  }

  /** Looks at everything again. Errors: as `RotationService.start`. */
  async prepare(input: StartInput, signal: AbortSignal): Promise<Result<Rotation>> {
    const { issuedPlans } = this.deps;
    const issued = issuedPlans.find(input.marker);
    if (issued?.plan.keyId !== input.keyId || issued.plan.hash !== input.planHash)
      return fail(changedMeanwhile);
    const destinations = await this.destinations.resolve(input.keyId, input.destinations);
    if (!destinations.ok) return destinations;
    const made = await this.planner.make(input.keyId, input.marker, issued.choice, signal);
    if (!made.ok) return made;
    const { plan, connection, oldKey, containerId, providerContainerId } = made.value;
    const blocker = blockerOf(plan);
    if (blocker !== null) return fail(blocker);
    if (plan.hash !== input.planHash) return fail(changedMeanwhile);
    const row = plannedRotation({
      id: rotationIdSchema.parse(this.deps.ids.ulid()),
      connectionId: connection.id,
      providerId: connection.providerId,
      accountName: connection.accountName,
      startedBy: this.deps.userName,
      containerId,
      providerContainerId,
      oldKey,
      plan,
      destinations: destinations.value,
      at: this.deps.clock.now(),
    });
    if (!(await this.confirmsEnd(row))) return fail({ kind: 'cancelled' });
    // Deleted only here: what was refused above may be started once its cause is gone.
    return issuedPlans.take(input.marker) ? ok(row) : fail(changedMeanwhile);
  }

  /** A rotation that was written down but never started: its plan may be out of date. */
  async checkHolds(row: Rotation, signal: AbortSignal): Promise<Result<null>> {
    const { strategy, overlapMs, trigger } = row.plan;
    const made = await this.planner.make(
      row.oldKey.keyId,
      row.consent.marker,
      { strategy, trigger, overlapMs: overlapMs ?? undefined },
      signal,
    );
    if (!made.ok) return made;
    // Its own open row is no obstacle to itself.
    const findings = made.value.plan.findings.filter(({ reason }) => reason !== 'rotation-open');
    const blocker = blockerOf({ ...made.value.plan, findings });
    if (blocker !== null) return fail(blocker);
    if (made.value.plan.hash !== row.plan.hash) return fail(changedMeanwhile);
    return (await this.confirmsEnd(row)) ? ok(null) : fail({ kind: 'cancelled' });
  }

  /** In place, starting it ends the old secret, now or later: only the host's question counts. */
  private async confirmsEnd(row: Rotation): Promise<boolean> {
    if (!changesInPlace(row)) return true;
    const { registry, confirmation } = this.deps;
    const about = askedAbout(row, registry.find(row.providerId)?.descriptor);
    return confirmation.ask(renewQuestion(about, row.plan.overlapMs));
  }
}
