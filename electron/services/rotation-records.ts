import type { Part } from '../../shared/keys/key.ts';
import type { Destination } from '../../shared/rotations/destination.ts';
import { partIdSchema, type KeyId, type PartId } from '../../shared/lib/ids.ts';
import { newKeyOf, type RotatedKey, type Rotation } from '../../shared/rotations/rotation.ts';
import { mergeKey } from './key-merge.ts';
import { dropOwnDrift } from './own-changes.ts';
import type { ProviderAdapter } from './ports/provider-adapter.ts';
import type { ProviderKey, ProviderSecret } from './ports/provider-values.ts';
import type { KeyRecord } from './ports/stores.ts';
import type { RotationDependencies } from './rotation-dependencies.ts';
import { identityOf } from './rotation-material.ts';

type Dependencies = Pick<RotationDependencies, 'stores' | 'registry' | 'clock' | 'ids'>;

/** A new key ready to be saved: `save` belongs into the transaction that saves the rotation's step. */
export interface Adoption {
  readonly newKey: RotatedKey;
  readonly save: () => void;
}

/** What a rotation changes in the key list. Every method runs inside the caller's transaction. */
export class RotationRecords {
  private readonly deps: Dependencies;

  constructor(deps: Dependencies) {
    this.deps = deps;
  }

  /**
   * The new key's record and its secret in escrow, together. Null when the secret has no part in
   * what the provider showed.
   */
  adopt(
    row: Rotation,
    adapter: ProviderAdapter,
    shown: ProviderKey,
    secret: ProviderSecret,
  ): Adoption | null {
    const { stores } = this.deps;
    const merged = markedLike(stores, row.oldKey.keyId, this.recordOf(row, adapter, shown));
    const known = merged.parts.find(
      ({ role, nature }) => role === secret.role && nature === 'secret',
    );
    if (known === undefined) return null;
    const part = this.isOtherSecret(known.id, secret.secretValue) ? this.partLike(known) : known;
    const record: KeyRecord =
      part === known
        ? merged
        : {
            ...merged,
            parts: [
              ...merged.parts.map((other): Part =>
                other === known ? { ...other, state: 'ended' } : other,
              ),
              part,
            ],
          };
    return {
      newKey: { ...identityOf(record, shown), secretPartId: part.id, stub: part.stub },
      save: () => {
        stores.keys.save(record);
        dropOwnDrift(this.deps, record.id);
        stores.escrow.put(row.id, part.id, part.role, secret.secretValue);
        stores.fingerprints.save(part.id, stores.fingerprints.of(secret.secretValue));
      },
    };
  }

  /** A key that may be ours but is not adopted: listed, so that nobody overlooks it. */
  listStray(row: Rotation, adapter: ProviderAdapter, shown: ProviderKey): KeyRecord {
    const record = this.recordOf(row, adapter, shown);
    this.deps.stores.keys.save(record);
    return record;
  }

  /**
   * In place: the key's new secret as a part of its own, with its value in escrow. The old part goes
   * on until its end, or has ended with the call.
   */
  adoptSecret(row: Rotation, shown: ProviderKey, secret: ProviderSecret): Adoption {
    const { stores, ids, registry } = this.deps;
    const known = stores.keys.find(row.oldKey.keyId)?.record;
    if (known === undefined) throw new Error('A key whose secret is changed is in the list');
    const adapter = registry.find(row.providerId);
    // With what the look showed beside it: a secret that a lost answer left behind is not overlooked.
    const before = adapter === null ? known : this.recordOf(row, adapter, shown);
    const { expiresAt } = row.consent;
    const stub = secret.stub ?? null;
    const part: Part = {
      id: partIdSchema.parse(ids.ulid()),
      ...{ role: secret.role, nature: 'secret', value: null, stub },
      ...{ custody: 'not-held', expiresAt: null, state: 'current' },
    };
    const record: KeyRecord = {
      ...before,
      parts: [
        ...before.parts
          // A look may have listed it before its value was known.
          .filter((other) => other.nature !== 'secret' || other.stub !== stub)
          .map((other): Part =>
            other.nature === 'secret' && other.state === 'current'
              ? expiresAt === null
                ? { ...other, state: 'ended' }
                : { ...other, state: 'expiring', expiresAt }
              : other,
          ),
        part,
      ],
    };
    const identity = identityOf(record, shown);
    return {
      newKey: { ...identity, secretPartId: part.id, stub, secretRole: secret.role },
      save: () => {
        stores.keys.save(record);
        stores.escrow.put(row.id, part.id, part.role, secret.secretValue);
        stores.fingerprints.save(part.id, stores.fingerprints.of(secret.secretValue));
      },
    };
  }

  /** A secret that is taken for no part of the key: it waits in escrow until the rotation is over. */
  holdUnlisted(row: Rotation, { role, secretValue }: ProviderSecret): void {
    const { stores, ids } = this.deps;
    stores.escrow.put(row.id, partIdSchema.parse(ids.ulid()), role, secretValue);
  }

  /** Which secrets the provider shows now, none of them adopted. */
  listSecrets(row: Rotation, shown: ProviderKey): void {
    const adapter = this.deps.registry.find(row.providerId);
    if (adapter !== null) this.listStray(row, adapter, shown);
  }

  /** The provider no longer takes these secrets of a key that goes on. */
  markSecretsEnded(keyId: KeyId, stubs: readonly (string | null)[]): void {
    const asOf = this.deps.clock.now();
    this.change(keyId, (record) => ({
      ...record,
      asOf,
      parts: record.parts.map((part): Part =>
        part.nature === 'secret' && part.stub !== null && stubs.includes(part.stub)
          ? { ...part, state: 'ended' }
          : part,
      ),
    }));
  }

  /** The key has another secret than before. */
  markRenewed(keyId: KeyId): void {
    const lastRotatedAt = this.deps.clock.now();
    this.change(keyId, (record) => ({ ...record, lastRotatedAt }));
  }

  /** Where the secret is now. */
  setCustody(keyId: KeyId, partId: PartId, custody: Part['custody']): void {
    this.change(keyId, (record) => ({
      ...record,
      parts: record.parts.map((part) => (part.id === partId ? { ...part, custody } : part)),
    }));
  }

  /** The provider showed it as ended. */
  markEnded(keyId: KeyId): void {
    const asOf = this.deps.clock.now();
    this.change(keyId, (record) => ({
      ...record,
      status: 'ended',
      asOf,
      parts: record.parts.map((part): Part => ({ ...part, state: 'ended' })),
    }));
    dropOwnDrift(this.deps, keyId);
  }

  /** A person said that the new key was ended. */
  markRolledBack(row: Rotation): void {
    const newKey = newKeyOf(row);
    if (newKey !== null) this.markEnded(newKey.keyId);
  }

  /** What can be chosen again for the same key or its successor; a new file is new only once. */
  rememberDestinations({ destinations, oldKey }: Rotation, newKeyId: KeyId): void {
    const again = destinations
      .filter(({ kind }) => kind !== 'file')
      // What was put there is what the next one takes the place of.
      .map((destination): Destination =>
        destination.kind === 'vault' ? { ...destination, intent: 'replace' } : destination,
      );
    for (const keyId of new Set([oldKey.keyId, newKeyId]))
      if (this.deps.stores.keys.find(keyId) !== null)
        this.deps.stores.keyDestinations.save(keyId, again);
  }

  /** Key A was replaced by key B. */
  link(oldKeyId: KeyId, newKeyId: KeyId): void {
    const lastRotatedAt = this.deps.clock.now();
    this.change(oldKeyId, (record) => ({ ...record, replacedBy: newKeyId }));
    // Once more: the old key may have been marked meanwhile.
    this.change(newKeyId, (record) => ({
      ...markedLike(this.deps.stores, oldKeyId, record),
      ...{ replaces: oldKeyId, lastRotatedAt },
    }));
    this.inheritPlan(oldKeyId, newKeyId);
  }

  /** The new key is rotated as often as the old one was to be; a snooze was about the old one. */
  private inheritPlan(oldKeyId: KeyId, newKeyId: KeyId): void {
    const { duePlans } = this.deps.stores;
    const { tags, rule } = duePlans.find(oldKeyId);
    if (oldKeyId === newKeyId || (tags.length === 0 && rule === null)) return;
    duePlans.save(newKeyId, { tags, rule, snooze: null });
  }

  /** A part has one value for ever: another value is another part. */
  private isOtherSecret(partId: PartId, secretValue: string): boolean {
    const { fingerprints } = this.deps.stores;
    const known = fingerprints.find(partId);
    return known !== null && known !== fingerprints.of(secretValue);
  }

  private partLike(part: Part): Part {
    return { ...part, id: partIdSchema.parse(this.deps.ids.ulid()), state: 'current' };
  }

  private recordOf(row: Rotation, adapter: ProviderAdapter, shown: ProviderKey): KeyRecord {
    const { stores, clock, ids } = this.deps;
    return mergeKey(shown, {
      known: stores.keys.findByProviderId(row.connectionId, shown.providerKeyId)?.record ?? null,
      connectionId: row.connectionId,
      containerId: row.containerId,
      syncId: null,
      now: clock.now(),
      providerCustody: adapter.descriptor.capabilities.readSecretAgain ? 'at-provider' : 'not-held',
      ids,
    });
  }

  private change(keyId: KeyId, change: (record: KeyRecord) => KeyRecord): void {
    const found = this.deps.stores.keys.find(keyId);
    if (found !== null) this.deps.stores.keys.save(change(found.record));
  }
}

/** Public as the old key is: the new one goes where that was shipped. */
export function markedLike(
  stores: Pick<Dependencies['stores'], 'keys'>,
  oldKeyId: KeyId,
  record: KeyRecord,
): KeyRecord {
  const isPublic = stores.keys.find(oldKeyId)?.record.annotations.isPublic === true;
  return isPublic ? { ...record, annotations: { ...record.annotations, isPublic } } : record;
}
