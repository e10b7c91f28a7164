import { fail, ok, type Result } from '../../shared/errors/app-error.ts';
import { SECOND_MS } from '../../shared/lib/duration.ts';
import type { KeyId, VaultEntryId } from '../../shared/lib/ids.ts';
import type { VaultEntry } from '../../shared/vault/vault-entry.ts';
import type { ActivityFact, ActivityService } from './activity-service.ts';
import type { ClipboardService } from './clipboard-service.ts';
import { deleteVaultQuestion } from './confirmation-texts.ts';
import type { ConnectionSessions } from './connection-session.ts';
import type { CustodyService } from './custody-service.ts';
import type { Clock } from './ports/clock.ts';
import type { EventPublisher } from './ports/event-publisher.ts';
import type { Confirmation } from './ports/host.ts';
import type { IdSource } from './ports/id-source.ts';
import type { ProviderRegistry } from './ports/provider-adapter.ts';
import type { KeyRecord, Stores, VaultRecord } from './ports/stores.ts';
import { isAnswerLost } from './answer-lost.ts';
import type { SecretService } from './secret-service.ts';
import type { SettingsService } from './settings-service.ts';
import { VaultNames } from './vault-names.ts';
import { VaultWriting, type VaultIntent, type VaultWrite } from './vault-writing.ts';

interface Dependencies {
  readonly stores: Stores;
  readonly registry: ProviderRegistry;
  readonly sessions: ConnectionSessions;
  readonly custody: CustodyService;
  readonly secrets: SecretService;
  readonly clipboard: ClipboardService;
  readonly settings: SettingsService;
  readonly activity: ActivityService;
  readonly confirmation: Confirmation;
  readonly events: EventPublisher;
  readonly clock: Clock;
  readonly ids: IdSource;
}

/**
 * Named secrets at the provider. Values never come back from there, so what is written from here
 * is kept in the keychain first; a name written by somebody else stays "value not held".
 */
export class VaultService {
  private readonly deps: Dependencies;
  private readonly names: VaultNames;
  private readonly writing: VaultWriting;

  constructor(deps: Dependencies) {
    this.deps = deps;
    this.names = new VaultNames(deps);
    this.writing = new VaultWriting({ ...deps, names: this.names });
  }

  /** Names as last read; with `refresh`, read now. */
  async list(
    keyId: KeyId,
    refresh: boolean,
  ): Promise<Result<{ entries: VaultEntry[]; asOf: number | null }>> {
    if (refresh) {
      const names = await this.names.read(keyId);
      if (!names.ok) return names;
    }
    const entries = this.deps.stores.vault.ofKey(keyId).map(viewOf);
    return ok({ entries, asOf: this.deps.stores.vault.listedAt(keyId) });
  }

  /** `create` refuses a taken name, `replace` an absent one; the names are read first. */
  async put(input: VaultWrite & { readonly keyId: KeyId }): Promise<Result<VaultEntry>> {
    const { stores, activity, events } = this.deps;
    const key = stores.keys.find(input.keyId)?.record;
    if (key === undefined) return fail({ kind: 'not-found', what: 'key' });
    const subject = subjectOf('vault.put', key, input.name, { intent: input.intent });
    const written = await this.writing.write(key, input);
    if (written.ok) activity.record(subject);
    else activity.recordFailure(subject, written.error);
    // Also after a failure: the names were read, and a lost answer leaves a new value.
    events.publish('vault.changed', { keyId: key.id });
    return written.ok ? ok(viewOf(written.value)) : written;
  }

  async delete(entryId: VaultEntryId, typedName: string): Promise<Result<null>> {
    const found = this.find(entryId);
    if (!found.ok) return found;
    const { entry, key } = found.value;
    const { stores, custody, activity, confirmation } = this.deps;
    const subject = subjectOf('vault.deleted', key, entry.name);
    if (typedName !== entry.name) {
      const error = { kind: 'conflict', reason: 'typed-name-differs' } as const;
      activity.recordFailure(subject, error);
      return fail(error);
    }
    const question = { name: entry.name, keyName: key.name, isHeld: entry.partId !== null };
    if (!(await confirmation.ask(deleteVaultQuestion(question))))
      return fail({ kind: 'cancelled' });
    const removed = entry.isAtProvider ? await this.removeThere(key, entry.name) : ok(null);
    if (!removed.ok) {
      activity.recordFailure(subject, removed.error);
      return removed;
    }
    stores.transaction(() => {
      const partId = stores.vault.find(entryId)?.partId ?? null;
      const held = [...(partId === null ? [] : [partId]), ...stores.vault.formerOf(entryId)];
      stores.vault.remove(entryId);
      custody.dismiss({ partIds: held });
      activity.record(subject);
    });
    await custody.finishRemovals();
    this.deps.events.publish('vault.changed', { keyId: key.id });
    return ok(null);
  }

  async reveal(
    entryId: VaultEntryId,
  ): Promise<Result<{ secretValue: string; hideAfterMs: number }>> {
    const { activity, secrets, settings } = this.deps;
    const found = this.find(entryId);
    if (!found.ok) return found;
    const subject = subjectOf('vault.revealed', found.value.key, found.value.entry.name);
    const allowed = secrets.countReveal();
    const held = allowed.ok ? await this.readHeld(found.value.entry) : allowed;
    if (!held.ok) {
      activity.recordFailure(subject, held.error);
      return held;
    }
    activity.record(subject);
    return ok({ secretValue: held.value, hideAfterMs: settings.get().revealSeconds * SECOND_MS });
  }

  async copy(entryId: VaultEntryId): Promise<Result<{ clearsAfterMs: number | null }>> {
    const { activity, clipboard, settings } = this.deps;
    const found = this.find(entryId);
    if (!found.ok) return found;
    const { entry, key } = found.value;
    const subject = subjectOf('vault.copied', key, entry.name);
    const held = clipboard.isAvailable
      ? await this.readHeld(entry)
      : fail({ kind: 'clipboard-unavailable' });
    const { clipboardSeconds, clipboardSecondsProduction } = settings.get();
    const seconds =
      key.environment === 'production' ? clipboardSecondsProduction : clipboardSeconds;
    const copied = held.ok ? await clipboard.copySecret(held.value, seconds) : held;
    if (copied.ok) activity.record(subject);
    else activity.recordFailure(subject, copied.error);
    return copied;
  }

  /** Writes a held value under the same name at another key. */
  async copyToKey(
    entryId: VaultEntryId,
    keyId: KeyId,
    intent: VaultIntent,
  ): Promise<Result<VaultEntry>> {
    const found = this.find(entryId);
    if (!found.ok) return found;
    const { name } = found.value.entry;
    const held = await this.readHeld(found.value.entry);
    if (held.ok) return this.put({ keyId, name, secretValue: held.value, intent });
    const target = this.deps.stores.keys.find(keyId)?.record;
    if (target !== undefined)
      this.deps.activity.recordFailure(
        subjectOf('vault.put', target, name, { intent }),
        held.error,
      );
    return held;
  }

  /** Where the answer is lost, or says that there is no such name, the names decide. */
  private async removeThere(key: KeyRecord, name: string): Promise<Result<null>> {
    const sent = await this.names.call(key, 'vault.remove', (vault, { session }, subscribeKey) =>
      vault.remove(session, subscribeKey, name),
    );
    if (sent.ok || (sent.error.kind !== 'not-found' && !isAnswerLost(sent.error))) return sent;
    const present = await this.names.read(key.id);
    return present.ok && !present.value.includes(name) ? ok(null) : sent;
  }

  private async readHeld(entry: VaultRecord): Promise<Result<string>> {
    if (entry.partId === null) return fail({ kind: 'not-found', what: 'value' });
    return this.deps.custody.readSecret(entry.partId);
  }

  private find(entryId: VaultEntryId): Result<{ entry: VaultRecord; key: KeyRecord }> {
    const entry = this.deps.stores.vault.find(entryId);
    const key = entry === null ? undefined : this.deps.stores.keys.find(entry.keyId)?.record;
    if (entry === null || key === undefined)
      return fail({ kind: 'not-found', what: 'vault secret' });
    return ok({ entry, key });
  }
}

function viewOf(record: VaultRecord): VaultEntry {
  return {
    id: record.id,
    keyId: record.keyId,
    name: record.name,
    custody: record.custody,
    presence: record.isAtProvider ? 'at-provider' : 'not-at-provider',
    writtenAt: record.writtenAt,
    asOf: record.asOf,
  };
}

function subjectOf(
  action: 'vault.put' | 'vault.deleted' | 'vault.revealed' | 'vault.copied',
  key: KeyRecord,
  name: string,
  facts: Readonly<Record<string, string>> = {},
): ActivityFact {
  return {
    action,
    connectionId: key.connectionId,
    keyId: key.id,
    subject: name,
    facts: { ...facts, keyset: key.name.slice(0, 300) },
  };
}
