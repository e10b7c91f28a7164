import type { Container } from '../../../shared/connections/connection.ts';
import type { KeyId, PartId } from '../../../shared/lib/ids.ts';
import type {
  ConnectionRecord,
  KeyRecord,
  NewActivity,
  Stores,
  SyncRun,
  VaultRecord,
} from '../../../electron/services/ports/stores.ts';

/** What the stores should hold, as plain data; the second opinion the database is compared with. */
export interface ModelState {
  readonly connections: Map<string, ConnectionRecord>;
  readonly containers: Map<string, Container>;
  readonly keys: Map<string, KeyRecord>;
  readonly fingerprints: Map<string, string>;
  readonly syncRuns: Map<string, SyncRun>;
  readonly vault: Map<string, VaultRecord>;
  readonly listedAt: Map<string, number>;
  readonly rotations: Map<string, Parameters<Stores['rotations']['save']>[0]>;
  readonly escrow: Map<string, { rotationId: string; secretValue: string }>;
  readonly activity: NewActivity[];
  readonly keychainItems: Map<string, boolean>;
}

/** What the database refuses by one of its constraints. */
export class ModelRefusal extends Error {}

const refuseIf = (isRefused: boolean): void => {
  if (isRefused) throw new ModelRefusal();
};

export const emptyModel = (): ModelState => ({
  connections: new Map(),
  containers: new Map(),
  keys: new Map(),
  fingerprints: new Map(),
  syncRuns: new Map(),
  vault: new Map(),
  listedAt: new Map(),
  rotations: new Map(),
  escrow: new Map(),
  activity: [],
  keychainItems: new Map(),
});

export function saveConnection(model: ModelState, record: ConnectionRecord): void {
  refuseIf(
    [...model.connections.values()].some(
      (other) => other.id !== record.id && other.accountId === record.accountId,
    ),
  );
  model.connections.set(record.id, record);
}

export function removeConnection(model: ModelState, id: string): void {
  for (const key of [...model.keys.values()].filter(({ connectionId }) => connectionId === id)) {
    const entries = [...model.vault.values()].filter(({ keyId }) => keyId === key.id);
    for (const entry of entries) {
      model.vault.delete(entry.id);
      if (entry.partId !== null) model.fingerprints.delete(entry.partId);
    }
    for (const { id: partId } of key.parts) model.fingerprints.delete(partId);
    model.listedAt.delete(key.id);
    model.keys.delete(key.id);
  }
  for (const container of [...model.containers.values()]) {
    if (container.connectionId === id) model.containers.delete(container.id);
  }
  model.syncRuns.delete(id);
  model.connections.delete(id);
}

export function upsertContainer(model: ModelState, container: Container): void {
  refuseIf(!model.connections.has(container.connectionId));
  const known = [...model.containers.values()].find(
    (other) =>
      other.connectionId === container.connectionId &&
      other.providerContainerId === container.providerContainerId,
  );
  const id = known?.id ?? container.id;
  model.containers.set(id, { ...container, id });
}

export function removeEmptyContainers(
  model: ModelState,
  connectionId: string,
  keep: readonly string[],
): void {
  const used = new Set([...model.keys.values()].map(({ containerId }) => containerId as string));
  for (const { id, connectionId: ownerId } of [...model.containers.values()]) {
    if (ownerId === connectionId && !keep.includes(id) && !used.has(id))
      model.containers.delete(id);
  }
}

export function saveKeys(model: ModelState, records: readonly KeyRecord[]): void {
  for (const record of records) {
    const others = [...model.keys.values()].filter(({ id }) => id !== record.id);
    const partIds = new Set(record.parts.map(({ id }) => id));
    refuseIf(!model.connections.has(record.connectionId));
    refuseIf(model.containers.get(record.containerId)?.connectionId !== record.connectionId);
    refuseIf(
      others.some(
        (other) =>
          (other.connectionId === record.connectionId &&
            other.providerKeyId === record.providerKeyId) ||
          other.parts.some(({ id }) => partIds.has(id)),
      ),
    );
    model.keys.set(record.id, record);
  }
}

export function markGone(
  model: ModelState,
  connectionId: string,
  syncId: string,
  at: number,
): void {
  const run = model.syncRuns.get(connectionId);
  const shownUntil = run?.syncId === syncId ? run.startedAt : at;
  for (const key of model.keys.values()) {
    if (key.connectionId !== connectionId || key.seenInSync === syncId) continue;
    if (key.status === 'ended') continue;
    if (key.asOf <= shownUntil) model.keys.set(key.id, { ...key, status: 'gone' });
  }
}

export function addSyncPage(
  model: ModelState,
  connectionId: string,
  page: SyncRun['pagesDone'][number],
): void {
  const run = model.syncRuns.get(connectionId);
  if (run === undefined) throw new ModelRefusal();
  const others = run.pagesDone.filter(
    (other) => other.page !== page.page || other.providerContainerId !== page.providerContainerId,
  );
  model.syncRuns.set(connectionId, { ...run, pagesDone: [...others, page] });
}

export function saveVaultEntry(model: ModelState, record: VaultRecord): void {
  refuseIf(!model.keys.has(record.keyId));
  refuseIf(
    [...model.vault.values()].some(
      (other) =>
        other.id !== record.id && other.keyId === record.keyId && other.name === record.name,
    ),
  );
  model.vault.set(record.id, record);
}

export function saveRotation(
  model: ModelState,
  row: Parameters<Stores['rotations']['save']>[0],
): void {
  refuseIf(
    row.isOpen &&
      [...model.rotations.values()].some(
        (other) => other.id !== row.id && other.isOpen && other.keyId === row.keyId,
      ),
  );
  model.rotations.set(row.id, row);
}

export function putEscrow(
  model: ModelState,
  rotationId: string,
  partId: string,
  secretValue: string,
): void {
  const known = model.escrow.get(partId);
  refuseIf(known !== undefined && known.secretValue !== secretValue);
  model.escrow.set(partId, { rotationId, secretValue });
}

const byText = (left: string, right: string): number =>
  Buffer.compare(Buffer.from(left), Buffer.from(right));
const byTexts = (left: readonly string[], right: readonly string[]): number =>
  left.reduce((order, text, index) => order || byText(text, right[index] ?? ''), 0);

const sortedBy = <T>(values: Iterable<T>, textsOf: (value: T) => readonly string[]): T[] =>
  [...values].sort((left, right) => byTexts(textsOf(left), textsOf(right)));

/** Everything that can be asked of the stores, as the model answers it. */
export function modelDump(model: ModelState, asked: { keys: KeyId[]; parts: PartId[] }): unknown {
  const labelOf = (id: string): string => model.connections.get(id)?.label.toLowerCase() ?? '';
  const containerNameOf = (id: string): string => model.containers.get(id)?.name ?? '';
  const openOf = (keyId: string): string | null =>
    [...model.rotations.values()].find((row) => row.isOpen && row.keyId === keyId)?.id ?? null;
  const rows = sortedBy(model.keys.values(), (key) => [
    labelOf(key.connectionId),
    containerNameOf(key.containerId).toLowerCase(),
    key.name.toLowerCase(),
    key.id,
  ]).map((record) => ({
    record,
    containerName: containerNameOf(record.containerId),
    providerId: 'pubnub-v1',
    openRotationId: openOf(record.id),
  }));
  return {
    connections: sortedBy(model.connections.values(), ({ label, id }) => [label.toLowerCase(), id]),
    containers: sortedBy(model.containers.values(), ({ connectionId, name, id }) => [
      labelOf(connectionId),
      name.toLowerCase(),
      id,
    ]),
    keys: rows,
    owners: asked.parts.map(
      (partId) => rows.find(({ record }) => record.parts.some(({ id }) => id === partId)) ?? null,
    ),
    fingerprints: asked.parts.map((partId) => model.fingerprints.get(partId) ?? null),
    escrow: asked.parts.map((partId) => model.escrow.get(partId)?.secretValue ?? null),
    syncRuns: sortedBy(model.connections.values(), ({ id }) => [id]).map(({ id }) => {
      const run = model.syncRuns.get(id);
      if (run === undefined) return null;
      const pagesDone = [...run.pagesDone].sort(
        (left, right) =>
          byText(left.providerContainerId, right.providerContainerId) || left.page - right.page,
      );
      return { ...run, pagesDone };
    }),
    vault: asked.keys.map((keyId) =>
      sortedBy(
        [...model.vault.values()].filter((entry) => entry.keyId === keyId),
        ({ name }) => [name],
      ),
    ),
    listedAt: asked.keys.map((keyId) => model.listedAt.get(keyId) ?? null),
    rotations: sortedBy(model.rotations.values(), ({ id }) => [id]).map(
      ({ id, keyId, isOpen, json }) => ({ id, keyId, isOpen, json }),
    ),
    openRotations: asked.keys.map(openOf),
    activity: model.activity.map(({ subject }, index) => [index + 1, subject]),
    keychainNames: sortedBy(model.keychainItems.keys(), (name) => [name]),
    doomed: sortedBy(
      [...model.keychainItems].filter(([, isDoomed]) => isDoomed),
      ([name]) => [name],
    ).map(([name]) => name),
  };
}

/** The same of the real stores. */
export function storesDump(stores: Stores, asked: { keys: KeyId[]; parts: PartId[] }): unknown {
  const connections = stores.connections.all();
  const activity: [number, string][] = [];
  stores.activity.each(({ seq, subject }) => activity.push([seq, subject]));
  return {
    connections,
    containers: stores.containers.all(),
    keys: stores.keys.page(0, 5_000),
    owners: asked.parts.map((partId) => stores.keys.findByPart(partId)),
    fingerprints: asked.parts.map((partId) => stores.fingerprints.find(partId)),
    escrow: asked.parts.map((partId) => stores.escrow.find(partId)),
    syncRuns: connections
      .map(({ id }) => id)
      .sort(byText)
      .map((id) => stores.syncRuns.find(id)),
    vault: asked.keys.map((keyId) => stores.vault.ofKey(keyId)),
    listedAt: asked.keys.map((keyId) => stores.vault.listedAt(keyId)),
    rotations: stores.rotations.all(),
    openRotations: asked.keys.map((keyId) => stores.rotations.openOf(keyId)),
    activity,
    keychainNames: stores.keychainIndex.names(),
    doomed: stores.keychainIndex.doomed(),
  };
}
