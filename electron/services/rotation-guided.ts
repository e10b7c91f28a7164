import { fail, ok, type AppError, type Result } from '../../shared/errors/app-error.ts';
import { isFixedKey } from '../../shared/keys/by-hand-key.ts';
import type { RotatedKey, Rotation } from '../../shared/rotations/rotation.ts';
import type { EndStatement } from '../../shared/rotations/rotation-view.ts';
import type { ProviderAdapter } from './ports/provider-adapter.ts';
import type { RotationDependencies } from './rotation-dependencies.ts';
import { secretPartOf } from './rotation-material.ts';
import { markedLike } from './rotation-records.ts';

/** Whether the console does not end this key, so that support has to. */
export function isEndedBySupport(
  { descriptor: { guide } }: Pick<ProviderAdapter, 'descriptor'>,
  key: string,
  container: string,
): boolean {
  return guide !== null && isFixedKey(guide, { key, container });
}

/** The new key as a person made it; `save` belongs into the transaction that saves the step. */
export interface Entered {
  readonly newKey: RotatedKey;
  readonly save: () => void;
}

/**
 * Takes over the key that a person made in the console for this rotation.
 * Errors: as `ByHandService.prepare`; `invalid-input` when it is the old key once more.
 */
export function enteredKey(
  deps: Pick<RotationDependencies, 'stores' | 'byHand'>,
  row: Rotation,
  input: { readonly name: string; readonly secretValue: string },
): Result<Entered> {
  const { stores, byHand } = deps;
  const { oldKey } = row;
  const tokenSecret = input.secretValue.trim();
  const oldFingerprint =
    oldKey.secretPartId === null ? null : stores.fingerprints.find(oldKey.secretPartId);
  if (input.name === oldKey.name || stores.fingerprints.of(tokenSecret) === oldFingerprint)
    return fail(sameKey);
  const prepared = byHand.prepare({
    containerId: row.containerId,
    name: input.name,
    description: '',
    tokenSecret,
  });
  if (!prepared.ok) return prepared;
  const { record } = prepared.value;
  const part = secretPartOf(record.parts);
  if (part === null) return fail({ kind: 'not-found', what: 'secret' });
  return ok({
    newKey: {
      ...{ keyId: record.id, providerKeyId: record.providerKeyId, name: record.name },
      ...{ stub: part.stub, secretPartId: part.id, secretRole: part.role, identifiers: [] },
    },
    save: () => {
      stores.keys.save(markedLike(stores, oldKey.keyId, record));
      stores.escrow.put(row.id, part.id, part.role, tokenSecret);
      stores.fingerprints.save(part.id, stores.fingerprints.of(tokenSecret));
    },
  });
}

/** Why the old key has not ended by these words; null when it has. */
export function endStatementProblem(
  registry: Pick<RotationDependencies['registry'], 'find'>,
  { providerId, oldKey, providerContainerId }: Rotation,
  statements: readonly EndStatement[],
): AppError | null {
  const adapter = registry.find(providerId);
  const isBySupport =
    adapter !== null && isEndedBySupport(adapter, oldKey.name, providerContainerId);
  if (statements.includes(isBySupport ? 'support-confirmed' : 'deactivated')) return null;
  return {
    kind: 'invalid-input',
    issues: [
      isBySupport
        ? 'The old key has ended once support has confirmed it.'
        : 'The old key has ended once it is deactivated in the console.',
    ],
  };
}

const sameKey: AppError = {
  kind: 'invalid-input',
  issues: ['This is the old key. Create a second one in the console, under another name.'],
};
