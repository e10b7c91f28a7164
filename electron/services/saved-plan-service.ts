import { fail, ok, type AppError, type Result } from '../../shared/errors/app-error.ts';
import type { PickedFileId } from '../../shared/lib/ids.ts';
import { carriesMarker, isMarker } from '../../shared/rotations/marker.ts';
import type { DocumentFormat } from '../../shared/rotations/plan-file.ts';
import { parseRotation } from '../../shared/rotations/rotation.ts';
import type { RotationPlan } from '../../shared/rotations/rotation-view.ts';
import { digestOf } from './canonical-digest.ts';
import { fileNamePart, jsonText, writeDocument } from './document-writer.ts';
import type { IssuedPlans } from './issued-plans.ts';
import { parsePlanFile, planFileOf } from './plan-file.ts';
import { planMarkdown } from './plan-markdown.ts';
import type { FileWriter } from './ports/file-writer.ts';
import type { FilePicker } from './ports/host.ts';
import type { SecretFiles } from './ports/secret-files.ts';
import type { RotationDependencies } from './rotation-dependencies.ts';
import { changedMeanwhile } from './rotation-outcome.ts';
import { RotationPlanner } from './rotation-plan.ts';

type Dependencies = Pick<
  RotationDependencies,
  'stores' | 'registry' | 'sessions' | 'serverClocks' | 'custody' | 'clock' | 'ids'
> & {
  readonly issuedPlans: IssuedPlans;
  readonly picker: FilePicker;
  readonly files: FileWriter;
  readonly reader: Pick<SecretFiles, 'read'>;
};

/** The marker belongs to a rotation that was started, or to a key. */
const markerIsTaken: AppError = { kind: 'conflict', reason: 'step-not-allowed' };

/** Plans as files: written for others to read, and taken back to be started later. */
export class SavedPlanService {
  private readonly deps: Dependencies;
  private readonly planner: RotationPlanner;
  private readonly quitting = new AbortController();

  constructor(deps: Dependencies) {
    this.deps = deps;
    this.planner = new RotationPlanner(deps);
  }

  /**
   * Null when the person cancelled. Errors: `not-found` for a plan that was not made in this run or is
   * started already; `file-refused`, `storage-full`.
   */
  async export(marker: string, format: DocumentFormat): Promise<Result<string | null>> {
    const plan = this.deps.issuedPlans.find(marker)?.plan;
    if (plan === undefined) return fail({ kind: 'not-found', what: 'plan' });
    return writeDocument(this.deps, {
      title: 'Export the plan',
      baseName: `rotation-plan-${fileNamePart(plan.keyName)}`,
      format,
      text: format === 'json' ? jsonText(planFileOf(plan)) : this.markdownOf(plan),
    });
  }

  /**
   * The plan in a picked file, made again under its marker. It is shown and started as it is now; the
   * file only says what it was. Errors: `invalid-input` when the file was altered or is no plan;
   * `conflict` `changed-meanwhile` when the world has moved; `step-not-allowed` when it was started.
   */
  async import(fileId: PickedFileId): Promise<Result<RotationPlan>> {
    const picked = this.deps.picker.resolve(fileId);
    if (picked === null) return fail({ kind: 'file-refused', reason: 'not-picked', fileName: '' });
    const read = await this.deps.reader.read(picked.path);
    if (!read.ok) return read;
    const parsed = parsePlanFile(read.value.secretBytes, picked.fileName);
    if (!parsed.ok) return parsed;
    const { keyId, marker, strategy, overlapMs, trigger, hash } = parsed.value;
    if (!this.isFree(marker)) return fail(markerIsTaken);
    const choice = { strategy, trigger, overlapMs: overlapMs ?? undefined };
    const made = await this.planner.make(keyId, marker, choice, this.quitting.signal);
    if (!made.ok) return made;
    const { plan, hashBeforeLook } = made.value;
    // Written where the provider could not be asked: that its secrets are known now is no change.
    const isBeforeLook = parsed.value.listedStubs.length === 0 && hash === hashBeforeLook;
    if (plan.hash !== hash && !isBeforeLook) return fail(changedMeanwhile);
    this.deps.issuedPlans.issue(plan, choice);
    return ok(plan);
  }

  /** Ends an import that is under way. */
  stop(): void {
    this.quitting.abort();
  }

  /** A key that carries the marker would be taken for the one that the rotation creates. */
  private isFree(marker: string): boolean {
    const { stores } = this.deps;
    if (!isMarker(marker)) return false;
    const isUsed = stores.rotations.all().some(({ json }) => {
      const parsed = parseRotation(json);
      // What cannot be read may have used it.
      if (parsed.kind !== 'rotation') return json.includes(marker);
      const { plan, consent, formerMarkers } = parsed.rotation;
      return [plan.marker, consent.marker, ...formerMarkers].includes(marker);
    });
    const carriesIt = (connectionId: RotationPlan['connectionId']): boolean =>
      stores.keys.ofConnection(connectionId).some(({ name }) => carriesMarker(name, marker));
    return !isUsed && !stores.connections.all().some(({ id }) => carriesIt(id));
  }

  private markdownOf(plan: RotationPlan): string {
    const { stores, registry } = this.deps;
    const connection = stores.connections.find(plan.connectionId);
    const providerId = connection?.providerId ?? '';
    return planMarkdown(
      plan,
      {
        providerName: registry.find(providerId)?.descriptor.name ?? providerId,
        accountName: connection?.accountName ?? '',
      },
      digestOf(plan),
    );
  }
}
