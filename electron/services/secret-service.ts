import { fail, ok, type Result } from '../../shared/errors/app-error.ts';
import type { Custody, Part } from '../../shared/keys/key.ts';
import { MINUTE_MS, SECOND_MS } from '../../shared/lib/duration.ts';
import type { KeyId, PartId } from '../../shared/lib/ids.ts';
import type { ActivityFact, ActivityService } from './activity-service.ts';
import type { ClipboardService } from './clipboard-service.ts';
import { CreatedSecrets } from './created-secrets.ts';
import type { CustodyService } from './custody-service.ts';
import type { KeyReader } from './key-reader.ts';
import type { Clock } from './ports/clock.ts';
import type { EventPublisher } from './ports/event-publisher.ts';
import type { KeyRow, Stores } from './ports/stores.ts';
import { secretOfPart } from './secret-parts.ts';
import type { SettingsService } from './settings-service.ts';

const REVEALS_PER_MINUTE = 10;

interface Dependencies {
  readonly stores: Stores;
  readonly reader: KeyReader;
  readonly custody: CustodyService;
  readonly clipboard: ClipboardService;
  readonly settings: SettingsService;
  readonly activity: ActivityService;
  readonly events: EventPublisher;
  readonly clock: Clock;
}

/** Reads one secret at a time, for showing, copying or keeping; holds none. */
export class SecretService {
  private readonly deps: Dependencies;
  private readonly keeping: CreatedSecrets;
  private revealTimesMs: number[] = [];

  constructor(deps: Dependencies) {
    this.deps = deps;
    this.keeping = new CreatedSecrets(deps);
  }

  /** At most ten a minute, whoever asks: a script in the page must not drain the account. */
  async reveal(partId: PartId): Promise<Result<{ secretValue: string; hideAfterMs: number }>> {
    const found = this.findSecretPart(partId);
    if (!found.ok) return found;
    const subject = subjectOf(found.value.row, found.value.part, 'secret.revealed');
    const allowed = this.countReveal();
    if (!allowed.ok) {
      this.deps.activity.recordFailure(subject, allowed.error);
      return allowed;
    }
    const secretValue = await this.read(found.value.row, found.value.part);
    if (!secretValue.ok) {
      this.deps.activity.recordFailure(subject, secretValue.error);
      return secretValue;
    }
    this.deps.activity.record(subject);
    const hideAfterMs = this.deps.settings.get().revealSeconds * SECOND_MS;
    return ok({ secretValue: secretValue.value, hideAfterMs });
  }

  /** Writes the clipboard in main. Identifiers may be copied too and stay in the clipboard. */
  async copy(partId: PartId): Promise<Result<{ clearsAfterMs: number | null }>> {
    const row = this.deps.stores.keys.findByPart(partId);
    const part = row?.record.parts.find(({ id }) => id === partId);
    if (row === null || part === undefined) return fail({ kind: 'not-found', what: 'key' });
    const { clipboard, settings, activity } = this.deps;
    if (part.nature === 'identifier') return clipboard.copyText(part.value ?? '');
    const subject = subjectOf(row, part, 'secret.copied');
    const secretValue = clipboard.isAvailable
      ? await this.read(row, part)
      : fail({ kind: 'clipboard-unavailable' });
    if (!secretValue.ok) {
      activity.recordFailure(subject, secretValue.error);
      return secretValue;
    }
    const { clipboardSeconds, clipboardSecondsProduction } = settings.get();
    const seconds =
      row.record.environment === 'production' ? clipboardSecondsProduction : clipboardSeconds;
    const copied = await clipboard.copySecret(secretValue.value, seconds);
    if (copied.ok) activity.record(subject);
    else activity.recordFailure(subject, copied.error);
    return copied;
  }

  /**
   * Keeps a copy in the keychain of what the provider shows again, and what the keychain has refused
   * so far.
   */
  async keep(partId: PartId): Promise<Result<{ custody: Custody }>> {
    const found = this.findSecretPart(partId);
    if (!found.ok) return found;
    const { row, part } = found.value;
    if (part.custody === 'in-keychain' || part.custody === 'session')
      return ok({ custody: part.custody });
    const { stores, custody, activity, events } = this.deps;
    const { id: keyId } = row.record;
    if (stores.escrow.of(keyId).some((waiting) => waiting.partId === partId))
      return this.keepWaiting(keyId, partId);
    const subject = subjectOf(row, part, 'secret.kept');
    const connection = stores.connections.find(row.record.connectionId);
    const place =
      connection === null
        ? fail({ kind: 'not-found', what: 'connection' })
        : custody.placeFor(connection);
    const secretValue = place.ok ? await this.read(row, part) : place;
    const stored = secretValue.ok
      ? await custody.storeSecret(partId, secretValue.value)
      : secretValue;
    if (!stored.ok) {
      activity.recordFailure(subject, stored.error);
      return stored;
    }
    const isKept = stores.transaction(() => {
      const current = stores.keys.findByPart(partId)?.record;
      if (current === undefined) {
        // Forgotten meanwhile: nothing would ever ask for the copy.
        custody.dismiss({ partIds: [partId] });
        return false;
      }
      stores.keys.save({
        ...current,
        parts: current.parts.map((other) =>
          other.id === partId ? { ...other, custody: stored.value } : other,
        ),
      });
      if (secretValue.ok)
        stores.fingerprints.save(partId, stores.fingerprints.of(secretValue.value));
      activity.record(subject);
      return true;
    });
    if (!isKept) {
      await custody.finishRemovals('background');
      return fail({ kind: 'not-found', what: 'secret' });
    }
    events.publish('keys.changed', { connectionId: row.record.connectionId });
    return ok({ custody: stored.value });
  }

  /** All that the key has in escrow: only then escrow may be emptied. */
  private async keepWaiting(keyId: KeyId, partId: PartId): Promise<Result<{ custody: Custody }>> {
    const kept = await this.keeping.keep(keyId);
    if (!kept.ok) return kept;
    const found = this.findSecretPart(partId);
    if (!found.ok) return found;
    const { record } = found.value.row;
    this.deps.activity.record({
      ...{ action: 'secret.kept', connectionId: record.connectionId },
      ...{ keyId, subject: record.name },
    });
    return ok({ custody: found.value.part.custody });
  }

  /** Shared with the vault: both kinds of reveal count together. */
  countReveal(): Result<null> {
    const nowMs = this.deps.clock.monotonicMs();
    this.revealTimesMs = this.revealTimesMs.filter((atMs) => nowMs - atMs < MINUTE_MS);
    const oldestMs = this.revealTimesMs[0];
    if (oldestMs !== undefined && this.revealTimesMs.length >= REVEALS_PER_MINUTE) {
      const retryAt = this.deps.clock.now() + Math.max(0, MINUTE_MS - (nowMs - oldestMs));
      return fail({ kind: 'too-many-reveals', retryAt });
    }
    this.revealTimesMs.push(nowMs);
    return ok(null);
  }

  private findSecretPart(partId: PartId): Result<{ row: KeyRow; part: Part }> {
    const row = this.deps.stores.keys.findByPart(partId);
    const part = row?.record.parts.find(({ id }) => id === partId);
    if (row === null || part?.nature !== 'secret') {
      return fail({ kind: 'not-found', what: 'secret' });
    }
    return ok({ row, part });
  }

  /** For main's own use, such as a check: nothing is counted and nothing is recorded. */
  async read(row: KeyRow, part: Part): Promise<Result<string>> {
    const escrowed = this.deps.stores.escrow.find(part.id);
    if (escrowed !== null) return ok(escrowed);
    switch (part.custody) {
      case 'in-keychain':
      case 'session':
        return this.deps.custody.readSecret(part.id);
      case 'at-provider':
        return this.readAtProvider(row, part);
      case 'not-held':
      case 'awaiting-keychain':
        return fail({ kind: 'not-found', what: 'secret' });
    }
  }

  private async readAtProvider({ record }: KeyRow, part: Part): Promise<Result<string>> {
    const read = await this.deps.reader.read(record.connectionId, record.providerKeyId);
    if (!read.ok) return read;
    const secret = secretOfPart(read.value.secrets, part);
    // "Not on this machine" is for the keychain to say; this one is gone at the provider.
    return secret === null ? fail({ kind: 'not-found', what: 'secret' }) : ok(secret.secretValue);
  }
}

function subjectOf(
  row: KeyRow,
  part: Part,
  action: 'secret.revealed' | 'secret.copied' | 'secret.kept',
): ActivityFact {
  return {
    action,
    connectionId: row.record.connectionId,
    keyId: row.record.id,
    subject: row.record.name,
    facts: { part: part.role, ...(part.stub === null ? {} : { stub: part.stub }) },
  };
}
