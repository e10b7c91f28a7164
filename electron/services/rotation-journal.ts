import { fail, ok, type Result } from '../../shared/errors/app-error.ts';
import type { ActivityAction } from '../../shared/activity/activity-entry.ts';
import type { RotationId } from '../../shared/lib/ids.ts';
import {
  changesInPlace,
  isOpenRotation,
  newKeyOf,
  parseRotation,
  rotationSchema,
  type RotatedKey,
  type Rotation,
} from '../../shared/rotations/rotation.ts';
import type { RotationView } from '../../shared/rotations/rotation-view.ts';
import type { RotationEvent } from '../../shared/rotations/rotation-event.ts';
import { transition, type Transition } from '../../shared/rotations/transition.ts';
import type { RotationDependencies } from './rotation-dependencies.ts';
import { RotationKeeping } from './rotation-keeping.ts';
import { receiptDigest, receiptOf } from './rotation-receipt.ts';
import { rotationView, unreadableView } from './rotation-row-view.ts';
import type { RotationRecords } from './rotation-records.ts';

/** An event with what must be saved in the same transaction as the step it leads to. */
export interface Entry {
  readonly event: RotationEvent;
  readonly alongside?: () => void;
}

/** The saved rows: each event is one transaction, with everything that belongs to it. */
export class RotationJournal {
  private readonly deps: RotationDependencies;
  private readonly records: RotationRecords;
  private readonly keeping: RotationKeeping;

  constructor(deps: RotationDependencies, records: RotationRecords) {
    this.deps = deps;
    this.records = records;
    this.keeping = new RotationKeeping(deps, records);
  }

  /** Null for an unknown rotation, and for a row that cannot be read. */
  load(id: RotationId): Rotation | null {
    const found = this.deps.stores.rotations.find(id);
    if (found === null) return null;
    const parsed = parseRotation(found.json);
    return parsed.kind === 'rotation' ? parsed.rotation : null;
  }

  readable(): Rotation[] {
    return this.deps.stores.rotations.all().flatMap(({ json }) => {
      const parsed = parseRotation(json);
      return parsed.kind === 'rotation' ? [parsed.rotation] : [];
    });
  }

  view(id: RotationId, isBusy: boolean): RotationView | null {
    const found = this.deps.stores.rotations.find(id);
    return found === null ? null : this.viewOf({ id, ...found }, isBusy);
  }

  views(isBusy: (id: RotationId) => boolean): RotationView[] {
    return this.deps.stores.rotations
      .all()
      .map((row) => this.viewOf(row, isBusy(row.id)))
      .sort(
        (one, other) =>
          Number(other.isOpen) - Number(one.isOpen) ||
          other.updatedAt - one.updatedAt ||
          (one.id < other.id ? 1 : -1),
      );
  }

  /** Saves a new rotation. Errors: `conflict` `rotation-open` when its key already has one. */
  open(row: Rotation): Result<null> {
    const { stores, activity, failPoints } = this.deps;
    failPoints.hit('before-save:planned');
    const opened = stores.transaction((): Result<null> => {
      if (stores.rotations.openOf(row.oldKey.keyId) !== null)
        return fail({ kind: 'conflict', reason: 'rotation-open' });
      this.write(row);
      const by = row.startedBy ?? null;
      const facts = by === null ? {} : { user: by };
      activity.record({ ...subjectOf(row), action: 'rotation.started', facts });
      failPoints.hit('in-save:planned');
      return ok(null);
    });
    failPoints.hit('after-save:planned');
    if (opened.ok) this.publish(row);
    return opened;
  }

  /** load → transition → save, in one transaction. Not accepted: nothing was saved. */
  apply(id: RotationId, { event, alongside }: Entry): Transition {
    const { stores, failPoints } = this.deps;
    const row = this.load(id);
    if (row === null) throw new Error('A rotation that cannot be read was told something');
    const moved = transition(row, event);
    if (!moved.isAccepted || moved.row === row) return moved;
    const { step } = moved.row.state;
    failPoints.hit(`before-save:${step}`);
    const saved = stores.transaction(() => {
      alongside?.();
      const closed = this.record(row, moved.row, event);
      if (step === 'completed') this.linkKeys(closed);
      this.write(closed);
      failPoints.hit(`in-save:${step}`);
      return closed;
    });
    failPoints.hit(`after-save:${step}`);
    this.publish(saved);
    return { ...moved, row: saved };
  }

  /** A person's command that was refused. */
  refused(row: Rotation, command: string, reason: 'typed-name-differs'): void {
    this.deps.activity.recordFailure(
      { ...subjectOf(row), action: 'rotation.step', facts: { command } },
      { kind: 'conflict', reason },
    );
  }

  /** Whether a finished rotation still has its secrets in escrow: the app ended in between. */
  isUnfinished(row: Rotation): boolean {
    const { escrow, fileUndo } = this.deps.stores;
    return !isOpenRotation(row) && (escrow.of(row.id).length > 0 || fileUndo.of(row.id).length > 0);
  }

  /**
   * After the end: the dead key's secret leaves the keychain, then escrow is emptied, once the
   * keychain is seen to hold the new secret. Does nothing to an open rotation, and nothing twice.
   */
  async finish(id: RotationId): Promise<void> {
    const { stores, custody, failPoints, logger } = this.deps;
    const row = this.load(id);
    if (row === null || !this.isUnfinished(row)) return;
    if (row.state.step === 'completed' && !(await this.isKept(row.state.newKey))) return;
    const dead = row.state.step === 'completed' ? row.oldKey : newKeyOf(row);
    const partId = dead?.secretPartId ?? null;
    if (dead !== null && partId !== null) {
      const isReadable = this.isReadableAgain(row);
      stores.transaction(() => {
        this.records.setCustody(dead.keyId, partId, isReadable ? 'at-provider' : 'not-held');
      });
      failPoints.hit('finish:before-remove');
      // A failed removal is remembered by custody and repeated at the next start.
      const removed = await custody.removeSecret(partId);
      if (!removed.ok) logger.warn('rotation.secret-not-removed', { error: removed.error.kind });
    }
    failPoints.hit('finish:before-clear');
    stores.escrow.clear(id);
    stores.fileUndo.clear(id);
    failPoints.hit('finish:after-clear');
    this.deps.events.publish('keys.changed', { connectionId: row.connectionId });
  }

  /** False: escrow may hold the only copy, so nothing is cleared until the next start. */
  private async isKept(newKey: RotatedKey): Promise<boolean> {
    const { stores, logger } = this.deps;
    if (stores.escrow.find(newKey.secretPartId) === null) return true;
    // Forgotten, or replaced or ended since: bringing it back would leave a secret that nobody asks for.
    const record = stores.keys.find(newKey.keyId)?.record;
    const part = record?.parts.find(({ id }) => id === newKey.secretPartId);
    if (record === undefined || record.status === 'ended' || part?.state === 'ended') return true;
    const kept = await this.keeping.kept(newKey);
    if (!kept.ok) logger.warn('rotation.secret-not-kept', { error: kept.error.kind });
    return kept.ok;
  }

  private isReadableAgain(row: Rotation): boolean {
    const descriptor = this.deps.registry.find(row.providerId)?.descriptor;
    return descriptor?.capabilities.readSecretAgain === true;
  }

  private viewOf(
    row: ReturnType<RotationDependencies['stores']['rotations']['all']>[number],
    isBusy: boolean,
  ): RotationView {
    const parsed = parseRotation(row.json);
    if (parsed.kind === 'rotation') return rotationView(parsed.rotation, isBusy);
    const key = this.deps.stores.keys.find(row.keyId);
    return unreadableView(
      row,
      parsed.kind,
      key === null
        ? null
        : {
            connectionId: key.record.connectionId,
            providerId: key.providerId,
            name: key.record.name,
            containerName: key.containerName,
          },
    );
  }

  private write(row: Rotation): void {
    // What could not be read again would take its key hostage; a bug is better found before it is saved.
    rotationSchema.parse(row);
    this.deps.stores.rotations.save({
      id: row.id,
      keyId: row.oldKey.keyId,
      connectionId: row.connectionId,
      isOpen: isOpenRotation(row),
      json: JSON.stringify(row),
      updatedAt: row.updatedAt,
    });
  }

  private linkKeys(row: Rotation): void {
    const newKey = newKeyOf(row);
    if (newKey === null) return;
    this.records.rememberDestinations(row, newKey.keyId);
    if (changesInPlace(row)) this.records.markRenewed(newKey.keyId);
    else this.records.link(row.oldKey.keyId, newKey.keyId);
  }

  /** One activity entry per step; the closing one goes into the row, for the receipt. */
  private record(before: Rotation, after: Rotation, event: RotationEvent): Rotation {
    const { activity } = this.deps;
    const subject = subjectOf(after);
    const { state } = after;
    if (event.type === 'attest-new' || event.type === 'attest-dead')
      activity.record({ ...subject, action: 'rotation.attested', facts: { what: event.type } });
    if (state.step === before.state.step) return after;
    if (state.step === 'needs-attention') {
      activity.record({
        ...subject,
        action: 'rotation.needs-attention',
        outcome: 'failed',
        facts: { from: state.from.step, error: state.error.kind },
      });
      return after;
    }
    const closingAction = closingActions[state.step];
    const entry = activity.record({
      ...subject,
      action: closingAction ?? 'rotation.step',
      facts: { step: state.step, ...vouchedFor(after) },
    });
    return closingAction === undefined
      ? after
      : { ...after, closing: { seq: entry.seq, hash: entry.hash } };
  }

  private publish(row: Rotation): void {
    const { events } = this.deps;
    events.publish('rotations.changed', { rotationId: row.id });
    events.publish('keys.changed', { connectionId: row.connectionId });
  }
}

/** The closing entry names the receipt, so that the log vouches for it. */
function vouchedFor(row: Rotation): { receipt?: string } {
  const receipt = receiptOf(row);
  return receipt.ok ? { receipt: receiptDigest(receipt.value) } : {};
}

const closingActions: Partial<Record<Rotation['state']['step'], ActivityAction>> = {
  completed: 'rotation.completed',
  'rolled-back': 'rotation.rolled-back',
  cancelled: 'rotation.cancelled',
};

const subjectOf = (
  row: Rotation,
): {
  connectionId: Rotation['connectionId'];
  keyId: Rotation['oldKey']['keyId'];
  rotationId: RotationId;
  subject: string;
} => ({
  connectionId: row.connectionId,
  keyId: row.oldKey.keyId,
  rotationId: row.id,
  subject: row.oldKey.name,
});
