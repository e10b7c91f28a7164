import { fail, ok, type Result } from '../../shared/errors/app-error.ts';
import type { LineageEntry } from '../../shared/keys/key-lineage.ts';
import type { KeyStatus, Part } from '../../shared/keys/key.ts';
import type { KeyId } from '../../shared/lib/ids.ts';
import {
  newKeyOf,
  parseRotation,
  type RotatedKey,
  type Rotation,
} from '../../shared/rotations/rotation.ts';
import type { KeyRecord, KeyStore, RotationStore } from './ports/stores.ts';
import { secretPartOf } from './rotation-material.ts';

interface Dependencies {
  readonly stores: {
    readonly keys: Pick<KeyStore, 'find'>;
    readonly rotations: Pick<RotationStore, 'all'>;
  };
}

/** A rotation that was completed: what took whose place. */
interface Succession {
  readonly row: Rotation;
  readonly newKey: RotatedKey;
  readonly at: number;
}

/** Key A became key B by rotation N: the line of secrets that one key stands in. */
export class LineageService {
  private readonly deps: Dependencies;

  constructor(deps: Dependencies) {
    this.deps = deps;
  }

  /** The oldest first. Errors: `not-found` for an unknown key. */
  of(keyId: KeyId): Result<LineageEntry[]> {
    const { keys, rotations } = this.deps.stores;
    if (keys.find(keyId) === null) return fail({ kind: 'not-found', what: 'key' });
    const successions = rotations
      .all()
      .flatMap(({ json }) => successionOf(json))
      .sort((one, other) => one.at - other.at);
    const line = this.lineOf(keyId, successions);
    return ok(line.flatMap((id) => this.entriesOf(id, successions)));
  }

  /** The keys that replaced each other, each once whatever the records say. */
  private lineOf(keyId: KeyId, successions: readonly Succession[]): KeyId[] {
    const line = [keyId];
    const recordOf = (id: KeyId): KeyRecord | undefined => this.deps.stores.keys.find(id)?.record;
    const extend = (
      next: (id: KeyId) => KeyId | null | undefined,
      add: (id: KeyId) => void,
    ): void => {
      let id = next(keyId);
      while (id !== null && id !== undefined && !line.includes(id)) {
        add(id);
        id = next(id);
      }
    };
    const replaced = successions.filter(isReplacement);
    extend(
      (id) =>
        recordOf(id)?.replaces ??
        replaced.find(({ newKey }) => newKey.keyId === id)?.row.oldKey.keyId,
      (id) => line.unshift(id),
    );
    extend(
      (id) =>
        recordOf(id)?.replacedBy ??
        replaced.find(({ row }) => row.oldKey.keyId === id)?.newKey.keyId,
      (id) => line.push(id),
    );
    return line;
  }

  /** The key as it came into the line, and each secret that it got since. */
  private entriesOf(id: KeyId, successions: readonly Succession[]): LineageEntry[] {
    const record = this.deps.stores.keys.find(id)?.record;
    const made = successions.find((each) => isReplacement(each) && each.newKey.keyId === id);
    const left = successions.find((each) => isReplacement(each) && each.row.oldKey.keyId === id);
    const renewals = successions.filter((each) => !isReplacement(each) && each.newKey.keyId === id);
    const known = made?.newKey ?? renewals[0]?.row.oldKey ?? left?.row.oldKey;
    const shared = { keyId: record === undefined ? null : id };
    const stub = known?.stub ?? (renewals.length === 0 ? stubOf(record) : null);
    const first: LineageEntry = {
      ...shared,
      name: known?.name ?? record?.name ?? '',
      stub,
      how: made?.row.plan.strategy ?? (record?.replaces == null ? 'created' : 'replace'),
      at: made?.at ?? record?.createdAt ?? record?.firstSeenAt ?? null,
      rotationId: made?.row.id ?? null,
      state: stateOf(record, stub, renewals.length > 0),
    };
    return [
      first,
      ...renewals.map(({ row, newKey, at }, index): LineageEntry => ({
        ...shared,
        ...{ name: newKey.name, stub: newKey.stub, how: row.plan.strategy, at },
        rotationId: row.id,
        state: stateOf(record, newKey.stub, index < renewals.length - 1),
      })),
    ];
  }
}

function successionOf(json: string): Succession[] {
  const parsed = parseRotation(json);
  if (parsed.kind !== 'rotation' || parsed.rotation.state.step !== 'completed') return [];
  const row = parsed.rotation;
  const newKey = newKeyOf(row);
  const at = row.timeline.findLast(({ step }) => step === 'completed')?.at ?? row.updatedAt;
  return newKey === null ? [] : [{ row, newKey, at }];
}

/** Not in place: another key took over. */
const isReplacement = ({ row, newKey }: Succession): boolean => row.oldKey.keyId !== newKey.keyId;

const stubOf = (record: KeyRecord | undefined): string | null =>
  record === undefined ? null : (secretPartOf(record.parts)?.stub ?? null);

/** A secret that was followed by another has ended, unless the key still shows it. */
function stateOf(
  record: KeyRecord | undefined,
  stub: string | null,
  isFollowed: boolean,
): KeyStatus {
  if (record === undefined) return 'gone';
  if (!isFollowed) return record.status;
  const isShown = ({ nature, stub: shown, state }: Part): boolean =>
    nature === 'secret' && shown === stub && state !== 'ended';
  return stub !== null && record.parts.some(isShown) ? record.status : 'ended';
}
