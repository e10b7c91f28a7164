import { fail, ok, type Result } from '../../shared/errors/app-error.ts';
import { SECOND_MS } from '../../shared/lib/duration.ts';
import type { KeyIdentity, Rotation } from '../../shared/rotations/rotation.ts';
import type { ProviderKey, ProviderKeyWithSecrets, ProviderPart } from './ports/provider-values.ts';
import type { RotationDependencies } from './rotation-dependencies.ts';
import { isSameKey } from './rotation-material.ts';
import { changedMeanwhile, readKeyOf } from './rotation-outcome.ts';

type Dependencies = Pick<RotationDependencies, 'sessions'>;

/** The secrets of a key that the provider still takes. */
export const liveSecrets = ({ parts, status }: ProviderKey): readonly ProviderPart[] =>
  status === 'ended'
    ? []
    : parts.filter(({ nature, state }) => nature === 'secret' && state !== 'ended');

/** Their stubs, sorted; what shows none is left out. */
export const listedStubsOf = (key: ProviderKey): readonly string[] =>
  liveSecrets(key)
    .flatMap(({ stub }) => (stub === null ? [] : [stub]))
    .sort();

/**
 * A fresh look at the key whose secret changes, with a list of its secrets.
 * Errors: what the read answers; `conflict` when another key stands there; `provider-changed` when
 * the answer does not tell which secrets there are, which is no ground to stand on.
 */
export async function readSecretsOf(
  deps: Dependencies,
  row: Rotation,
  signal: AbortSignal,
): Promise<Result<ProviderKeyWithSecrets>> {
  const read = await readKeyOf(deps, row, row.oldKey.providerKeyId, signal);
  if (!read.ok) return read;
  const { key } = read.value;
  if (!isSameKey(row.oldKey, row.providerContainerId, key)) return fail(changedMeanwhile);
  const isTold = key.tellsSecrets !== false && liveSecrets(key).every(({ stub }) => stub !== null);
  if (key.status !== 'ended' && !isTold)
    return fail({
      kind: 'provider-changed',
      providerId: row.providerId,
      issues: ['the list of secrets does not tell them apart'],
    });
  return read;
}

/** How one secret of the key stands, by a fresh and successful read. */
export async function standingOfSecret(
  deps: Dependencies,
  row: Rotation,
  { stub }: Pick<KeyIdentity, 'stub'>,
  signal: AbortSignal,
): Promise<Result<ProviderKey['status']>> {
  const read = await readSecretsOf(deps, row, signal);
  if (!read.ok) return read;
  const { key } = read.value;
  if (key.status !== 'active') return ok(key.status);
  if (stub === null) return ok('unknown');
  return ok(liveSecrets(key).some((part) => part.stub === stub) ? 'active' : 'ended');
}

/** Whether an end that the provider shows is the one that was asked for; it may keep whole seconds. */
export const isSameEnd = (shown: number | null | undefined, asked: number | null): boolean =>
  shown === asked ||
  (typeof shown === 'number' &&
    asked !== null &&
    shown === Math.floor(asked / SECOND_MS) * SECOND_MS);
