import { fail, ok, type Result } from '../../shared/errors/app-error.ts';
import { partIdSchema, vaultEntryIdSchema, type PartId } from '../../shared/lib/ids.ts';
import type { ProviderDescriptor } from '../../shared/providers/provider-descriptor.ts';
import type { CustodyService } from './custody-service.ts';
import type { Clock } from './ports/clock.ts';
import type { IdSource } from './ports/id-source.ts';
import type { ProviderRegistry } from './ports/provider-adapter.ts';
import type { KeyRecord, Stores, VaultRecord } from './ports/stores.ts';
import { isAnswerLost } from './answer-lost.ts';
import type { VaultNames } from './vault-names.ts';

interface Dependencies {
  readonly stores: Stores;
  readonly registry: ProviderRegistry;
  readonly custody: CustodyService;
  readonly names: VaultNames;
  readonly clock: Clock;
  readonly ids: IdSource;
}

export type VaultIntent = 'create' | 'replace';

export interface VaultWrite {
  readonly name: string;
  readonly secretValue: string;
  readonly intent: VaultIntent;
}

/**
 * Writes one value: keychain → saved as the value of its name → provider. Until the provider has
 * answered, the value before is kept too, because either may be the one that is there; so neither a
 * lost answer nor a crash loses the one that is.
 */
export class VaultWriting {
  private readonly deps: Dependencies;

  constructor(deps: Dependencies) {
    this.deps = deps;
  }

  /** Errors: `conflict` by intent, `no-place-for-secret`, the keychain's, the provider's, `outcome-unknown`. */
  async write(key: KeyRecord, write: VaultWrite): Promise<Result<VaultRecord>> {
    const { stores, custody, names, ids } = this.deps;
    const allowed = await this.check(key, write);
    if (!allowed.ok) return allowed;
    const partId = partIdSchema.parse(ids.ulid());
    const stored = await custody.storeSecret(partId, write.secretValue);
    if (!stored.ok) {
      // It may be there all the same, and nothing names it.
      custody.dismiss({ partIds: [partId] });
      return stored;
    }
    const place = stored.value === 'in-keychain' ? 'in-keychain' : 'session';
    const before = stores.vault.findByName(key.id, write.name);
    const intended = this.intend(key, write, before, { partId, custody: place });
    const sent = await names.call(key, 'vault.put', (vault, { session }, subscribeKey) =>
      vault.put(session, subscribeKey, write.name, write.secretValue),
    );
    if (sent.ok) return this.accepted(intended);
    if (isAnswerLost(sent.error)) {
      // The names tell whether a new one is there now; of a replaced value nothing tells.
      if (write.intent === 'create') await names.read(key.id);
      return fail({ kind: 'outcome-unknown', rotationId: null });
    }
    this.refused(intended, before, partId);
    await custody.finishRemovals();
    return sent;
  }

  private async check(key: KeyRecord, { name, intent }: VaultWrite): Promise<Result<null>> {
    const { stores, registry, custody, names } = this.deps;
    const connection = stores.connections.find(key.connectionId);
    if (connection === null) return fail({ kind: 'not-found', what: 'connection' });
    const place = custody.placeFor(connection);
    if (!place.ok) return place;
    const limits = registry.find(connection.providerId)?.descriptor.limits ?? null;
    // Names that are there already may be replaced, whatever they look like.
    const problem = intent === 'create' && limits !== null ? nameProblem(name, limits) : null;
    if (problem !== null) return fail({ kind: 'invalid-input', issues: [problem] });
    const present = await names.read(key.id);
    if (!present.ok) return present;
    const isTaken = present.value.includes(name);
    if (intent === 'create' && isTaken) return fail({ kind: 'conflict', reason: 'name-taken' });
    if (intent === 'replace' && !isTaken) return fail({ kind: 'conflict', reason: 'name-absent' });
    return stores.checkWritable();
  }

  /** Before anything is sent: the new value has its place, and the one before is not forgotten. */
  private intend(
    key: KeyRecord,
    { name, secretValue, intent }: VaultWrite,
    before: VaultRecord | null,
    held: { readonly partId: PartId; readonly custody: 'in-keychain' | 'session' },
  ): VaultRecord {
    const { stores, clock, ids } = this.deps;
    const now = clock.now();
    const record: VaultRecord = {
      id: before?.id ?? vaultEntryIdSchema.parse(ids.ulid()),
      keyId: key.id,
      name,
      ...held,
      fingerprint: stores.fingerprints.of(secretValue),
      isAtProvider: intent === 'replace',
      writtenAt: now,
      asOf: now,
    };
    stores.transaction(() => {
      stores.vault.save(record);
      if (before?.partId != null) stores.vault.keepFormer(record.id, before.partId);
    });
    return record;
  }

  /** The new value is the one there: every earlier one goes. */
  private async accepted(intended: VaultRecord): Promise<Result<VaultRecord>> {
    const { stores, custody, clock } = this.deps;
    const now = clock.now();
    const record: VaultRecord = { ...intended, isAtProvider: true, writtenAt: now, asOf: now };
    stores.transaction(() => {
      // Forgotten meanwhile: the account took its values along.
      if (stores.vault.find(intended.id) === null) return;
      stores.vault.save(record);
      const former = stores.vault.formerOf(record.id);
      for (const partId of former) stores.vault.dropFormer(record.id, partId);
      custody.dismiss({ partIds: former });
    });
    await custody.finishRemovals();
    return ok(record);
  }

  /** Nothing was written there, so what was held before is still the true value. */
  private refused(intended: VaultRecord, before: VaultRecord | null, partId: PartId): void {
    const { stores, custody } = this.deps;
    stores.transaction(() => {
      custody.dismiss({ partIds: [partId] });
      if (stores.vault.find(intended.id) === null) return;
      if (before === null) {
        stores.vault.remove(intended.id);
        return;
      }
      stores.vault.save(before);
      if (before.partId !== null) stores.vault.dropFormer(before.id, before.partId);
    });
  }
}

function nameProblem(name: string, limits: ProviderDescriptor['limits']): string | null {
  if ([...name].length > limits.vaultNameMax)
    return `A name has at most ${String(limits.vaultNameMax)} characters.`;
  return new RegExp(limits.vaultNamePattern, 'u').test(name)
    ? null
    : 'The name contains characters that the provider does not allow.';
}
