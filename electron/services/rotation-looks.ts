import { fail, ok, type Result } from '../../shared/errors/app-error.ts';
import { carriesMarker } from '../../shared/rotations/marker.ts';
import type { KeyIdentity, Rotation } from '../../shared/rotations/rotation.ts';
import type { ProviderKey } from './ports/provider-values.ts';
import type { RotationDependencies } from './rotation-dependencies.ts';
import { isSameKey } from './rotation-material.ts';
import { changedMeanwhile, readKeyOf } from './rotation-outcome.ts';

/** More pages than any container has: a list that goes on is broken, and proves nothing. */
const MAX_PAGES = 200;

type Dependencies = Pick<RotationDependencies, 'sessions'>;

/** Every key in the container that carries the marker of the running consent and has not ended. */
export async function findMarked(
  deps: Dependencies,
  row: Rotation,
  signal: AbortSignal,
): Promise<Result<readonly ProviderKey[]>> {
  const { marker } = row.consent;
  const found = await deps.sessions.call(
    row.connectionId,
    'findByMarker',
    async ({ adapter, session }) => {
      const { findByMarker } = adapter.operations;
      return findByMarker === undefined
        ? fail({ kind: 'not-supported', operation: 'findByMarker' })
        : findByMarker(session, row.providerContainerId, marker, signal);
    },
  );
  if (!found.ok) return found;
  return ok(
    found.value.filter(
      (key) => isInContainer(row, key) && carriesMarker(key.name, marker) && key.status !== 'ended',
    ),
  );
}

/** A key that carries our marker, in our container, and that we did not know under another name. */
export function isOurs(
  { stores }: Pick<RotationDependencies, 'stores'>,
  row: Rotation,
  shown: ProviderKey,
): boolean {
  const { marker } = row.consent;
  const known = stores.keys.findByProviderId(row.connectionId, shown.providerKeyId);
  return (
    isInContainer(row, shown) &&
    carriesMarker(shown.name, marker) &&
    (known === null || carriesMarker(known.record.name, marker))
  );
}

const isInContainer = (row: Rotation, key: ProviderKey): boolean =>
  key.providerContainerId === row.providerContainerId;

/**
 * Every key of one container; of the whole account where the provider lists no less, so that a key
 * that was moved is not taken for ended. A failure anywhere fails the whole: half a list proves nothing.
 */
export async function listContainerKeys(
  deps: Dependencies,
  row: Pick<Rotation, 'connectionId' | 'providerId' | 'providerContainerId'>,
  signal: AbortSignal,
): Promise<Result<readonly ProviderKey[]>> {
  const keys = new Map<string, ProviderKey>();
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const listed = await deps.sessions.call(
      row.connectionId,
      'listKeys',
      async ({ adapter, session }) => {
        const { listKeys } = adapter.operations;
        return listKeys === undefined
          ? fail({ kind: 'not-supported', operation: 'listKeys' })
          : listKeys(
              session,
              row.providerContainerId,
              { page, limit: adapter.rules.pageLimit },
              signal,
            );
      },
    );
    if (!listed.ok) return listed;
    const sizeBefore = keys.size;
    for (const key of listed.value.keys) keys.set(key.providerKeyId, key);
    const { total } = listed.value;
    const isLast = listed.value.keys.length === 0 || (total !== null && keys.size >= total);
    if (isLast) return ok([...keys.values()]);
    if (keys.size === sizeBefore) break;
  }
  return fail({
    kind: 'provider-changed',
    providerId: row.providerId,
    issues: ['the list of keys repeats itself'],
  });
}

/** As `listContainerKeys`, without the keys of other containers. */
export async function listKeysInContainer(
  deps: Dependencies,
  row: Rotation,
  signal: AbortSignal,
): Promise<Result<readonly ProviderKey[]>> {
  const listed = await listContainerKeys(deps, row, signal);
  return listed.ok ? ok(listed.value.filter((key) => isInContainer(row, key))) : listed;
}

/**
 * How a key stands, by a fresh and successful read. "Not found" by id counts as ended only when a
 * complete list lacks the key as well.
 * Errors: whatever the reads answer; `conflict` when what stands there now is not the key meant.
 */
export async function standingOf(
  deps: Dependencies,
  row: Rotation,
  providerKeyId: string,
  isMeant: (key: ProviderKey) => boolean,
  signal: AbortSignal,
): Promise<Result<ProviderKey['status']>> {
  const read = await readKeyOf(deps, row, providerKeyId, signal);
  if (read.ok) return isMeant(read.value.key) ? ok(read.value.key.status) : fail(changedMeanwhile);
  if (read.error.kind !== 'not-found') return read;
  const listed = await listContainerKeys(deps, row, signal);
  if (!listed.ok) return listed;
  const shown = listed.value.find((key) => key.providerKeyId === providerKeyId);
  return ok(shown?.status ?? 'ended');
}

/** The same for a key of this rotation. */
export function standingOfRotated(
  deps: Dependencies,
  row: Rotation,
  key: KeyIdentity,
  signal: AbortSignal,
): Promise<Result<ProviderKey['status']>> {
  const isMeant = (shown: ProviderKey): boolean => isSameKey(key, row.providerContainerId, shown);
  return standingOf(deps, row, key.providerKeyId, isMeant, signal);
}
