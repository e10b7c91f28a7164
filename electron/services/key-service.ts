import { fail, ok, type Result } from '../../shared/errors/app-error.ts';
import type { CreatedKey, KeyAnnotations, KeyDetails, KeySummary } from '../../shared/keys/key.ts';
import { noDuePlan } from '../../shared/keys/due-plan.ts';
import type { ContainerId, KeyId } from '../../shared/lib/ids.ts';
import type { ActivityService } from './activity-service.ts';
import type { ConnectionSessions } from './connection-session.ts';
import type { CustodyService } from './custody-service.ts';
import { CreatedSecrets } from './created-secrets.ts';
import { KeyCreation, type NewKey } from './key-creation.ts';
import { KeyEnding, type KeyEndingKind } from './key-ending.ts';
import type { KeyReader } from './key-reader.ts';
import { detail, summarize } from './key-summary.ts';
import type { Clock } from './ports/clock.ts';
import type { EventPublisher } from './ports/event-publisher.ts';
import type { Confirmation } from './ports/host.ts';
import type { IdSource } from './ports/id-source.ts';
import type { ProviderRegistry } from './ports/provider-adapter.ts';
import type { KeyRow, Stores } from './ports/stores.ts';
import type { RunningWrites } from './running-writes.ts';
import type { SettingsService } from './settings-service.ts';

interface Dependencies {
  readonly stores: Stores;
  readonly sessions: ConnectionSessions;
  readonly custody: CustodyService;
  readonly settings: SettingsService;
  readonly activity: ActivityService;
  readonly confirmation: Confirmation;
  readonly reader: KeyReader;
  readonly events: EventPublisher;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly registry: ProviderRegistry;
  readonly writes: RunningWrites;
}

/** Lists, creates, annotates and ends keys. */
export class KeyService {
  private readonly deps: Dependencies;
  private readonly creation: KeyCreation;
  private readonly ending: KeyEnding;

  constructor(deps: Dependencies) {
    this.deps = deps;
    this.creation = new KeyCreation(deps);
    this.ending = new KeyEnding(deps);
  }

  /** Rows in canonical order; works from disk alone. */
  list(offset: number, limit: number): { rows: KeySummary[]; total: number } {
    const { stores, settings, clock } = this.deps;
    const now = clock.now();
    const current = settings.get();
    const plans = stores.duePlans.all();
    const secrets = this.secretsHere();
    return {
      rows: stores.keys
        .page(offset, limit)
        .map((row) => summarize(row, current, now, secrets, plans.get(row.record.id) ?? noDuePlan)),
      total: stores.keys.count(),
    };
  }

  get(keyId: KeyId): Result<KeyDetails> {
    const row = this.deps.stores.keys.find(keyId);
    return row === null ? fail({ kind: 'not-found', what: 'key' }) : ok(this.detailOf(row));
  }

  /** Sent at most once; see `KeyCreation`. */
  async create(input: NewKey): Promise<Result<CreatedKey>> {
    const created = await this.creation.create(input);
    if (!created.ok) return created;
    const { record, scopeDifferences } = created.value;
    const details = this.get(record.id);
    return details.ok ? ok({ ...details.value, scopeDifferences: [...scopeDifferences] }) : details;
  }

  /** After a create whose answer was lost: what is there now; see `LostCreates`. */
  async lookForCreated(
    containerId: ContainerId,
    name: string,
  ): Promise<Result<{ found: KeySummary[] }>> {
    const looked = await this.creation.lookForCreated(containerId, name);
    if (!looked.ok) return looked;
    return ok({
      found: looked.value.flatMap((keyId) => {
        const row = this.deps.stores.keys.find(keyId);
        return row === null ? [] : [this.detailOf(row).summary];
      }),
    });
  }

  /** At the start: secrets of created keys that did not reach the keychain before the last end. */
  async keepCreatedSecrets(): Promise<void> {
    await new CreatedSecrets(this.deps).keepAll();
  }

  annotate(keyId: KeyId, annotations: KeyAnnotations): Result<KeyDetails> {
    const { stores, activity, events } = this.deps;
    const row = stores.keys.find(keyId);
    if (row === null) return fail({ kind: 'not-found', what: 'key' });
    stores.transaction(() => {
      stores.keys.save({ ...row.record, annotations });
      activity.record({
        action: 'key.annotated',
        connectionId: row.record.connectionId,
        keyId,
        subject: row.record.name,
      });
    });
    events.publish('keys.changed', { connectionId: row.record.connectionId });
    return this.get(keyId);
  }

  /** Final at the provider. Refused while a rotation holds the key; see `KeyEnding`. */
  async end(keyId: KeyId, kind: KeyEndingKind, typedName: string): Promise<Result<KeyDetails>> {
    const ended = await this.ending.end(keyId, kind, typedName);
    return ended.ok ? this.get(keyId) : ended;
  }

  private detailOf(row: KeyRow): KeyDetails {
    const { stores, settings, clock } = this.deps;
    const plan = stores.duePlans.find(row.record.id);
    return detail(row, settings.get(), clock.now(), this.secretsHere(), plan);
  }

  private secretsHere() {
    const { fingerprints, escrow } = this.deps.stores;
    const createdInEscrow = escrow.createdPartIds();
    return { fingerprints, inEscrow: escrow.partIds(), createdInEscrow };
  }
}
