import { fail, type AppError } from '../../shared/errors/app-error.ts';
import type { Rotation } from '../../shared/rotations/rotation.ts';
import type { ProviderKey, ProviderKeyWithSecrets } from './ports/provider-values.ts';
import type { RotationDependencies } from './rotation-dependencies.ts';
import { findMarked, isOurs } from './rotation-looks.ts';
import { sentSecretOf } from './rotation-material.ts';
import { isAnswerLost } from './answer-lost.ts';
import { isInterrupted, readKeyOf, type EffectOutcome } from './rotation-outcome.ts';
import { placeProblem } from './rotation-place.ts';
import { draftOf } from './rotation-draft.ts';
import type { RotationRecords } from './rotation-records.ts';

/** Creates the new key, at most once per consent. */
export class RotationMinting {
  private readonly deps: RotationDependencies;
  private readonly records: RotationRecords;

  constructor(deps: RotationDependencies, records: RotationRecords) {
    this.deps = deps;
    this.records = records;
  }

  /** The one create call of this consent. */
  async create(row: Rotation, signal: AbortSignal): Promise<EffectOutcome> {
    const { sessions, clock, failPoints } = this.deps;
    const nothingCreated = (error: AppError): EffectOutcome => ({
      event: { type: 'nothing-created', at: clock.now(), error },
    });
    const problem = placeProblem(this.deps, row);
    if (problem !== null) return nothingCreated(problem);
    const call = { isSent: false };
    const created = await sessions.call(
      row.connectionId,
      'createKey',
      async ({ adapter, session }) => {
        const { createKey } = adapter.operations;
        if (createKey === undefined) return fail({ kind: 'not-supported', operation: 'createKey' });
        const draft = draftOf(adapter, oldKeyShown(row), row.consent.marker);
        failPoints.hit('create:before-send');
        call.isSent = true;
        const answer = await createKey(session, { ...draft, name: row.consent.newName });
        failPoints.hit('create:after-answer');
        return answer;
      },
    );
    if (created.ok) return this.answered(row, created.value, signal);
    if (!call.isSent) return nothingCreated(created.error);
    // A plain no is believed, but not blindly: what carries the marker was made by this call.
    const isLost = isAnswerLost(created.error) || (await this.isThereAnyway(row, signal));
    return isLost
      ? { event: { type: 'mint-answer-lost', at: clock.now() } }
      : nothingCreated(created.error);
  }

  /**
   * What the answer means. An answer without the secret is completed by one read by id; when that
   * fails, reconciling goes on with the id. So is one without public identifiers; it will do as it is.
   */
  private async answered(
    row: Rotation,
    created: ProviderKeyWithSecrets,
    signal: AbortSignal,
  ): Promise<EffectOutcome> {
    const { clock } = this.deps;
    const adapter = this.deps.registry.find(row.providerId);
    if (adapter === null || !isOurs(this.deps, row, created.key))
      // The answer names something else: only the marker can tell what became of the call.
      return { event: { type: 'mint-answer-lost', at: clock.now() } };
    const { providerKeyId } = created.key;
    const complete = await this.completed(row, created, signal);
    const secret = complete === null ? null : sentSecretOf(complete.secrets);
    const adopted =
      complete === null || secret === null
        ? null
        : this.records.adopt(row, adapter, complete.key, secret);
    const at = clock.now();
    return adopted === null
      ? { event: { type: 'minted-without-secret', at, providerKeyId } }
      : { event: { type: 'minted', at, newKey: adopted.newKey }, alongside: adopted.save };
  }

  private async completed(
    row: Rotation,
    created: ProviderKeyWithSecrets,
    signal: AbortSignal,
  ): Promise<ProviderKeyWithSecrets | null> {
    const hasSecret = sentSecretOf(created.secrets) !== null;
    if (hasSecret && hasIdentifiersLike(row.oldKey, created.key)) return created;
    this.deps.failPoints.hit('create:before-read');
    const read = await readKeyOf(this.deps, row, created.key.providerKeyId, signal);
    const shown = read.ok && isOurs(this.deps, row, read.value.key) ? read.value : null;
    if (!hasSecret) return shown;
    return shown === null ? created : withIdentifiers(created, shown.key);
  }

  private async isThereAnyway(row: Rotation, signal: AbortSignal): Promise<boolean> {
    const found = await findMarked(this.deps, row, signal);
    // Interrupted: not looked at yet, so not known.
    return found.ok ? found.value.length > 0 : isInterrupted(signal);
  }
}

/** Without its public identifiers a key cannot be tried. */
const hasIdentifiersLike = ({ identifiers }: Rotation['oldKey'], { parts }: ProviderKey): boolean =>
  identifiers.every(({ role }) => parts.some((part) => part.role === role));

/** The secret stays the one that creating showed: a look may show it masked. */
const withIdentifiers = (
  { key, secrets }: ProviderKeyWithSecrets,
  shown: ProviderKey,
): ProviderKeyWithSecrets => ({
  key: {
    ...key,
    scope: shown.scope,
    parts: [
      ...shown.parts.filter(({ nature }) => nature === 'identifier'),
      ...key.parts.filter(({ nature }) => nature === 'secret'),
    ],
  },
  secrets,
});

const oldKeyShown = (
  row: Rotation,
): Pick<ProviderKey, 'providerContainerId' | 'name' | 'environment' | 'scope'> => ({
  providerContainerId: row.providerContainerId,
  name: row.oldKey.name,
  environment: row.oldKey.environment,
  scope: row.oldKey.scope,
});
