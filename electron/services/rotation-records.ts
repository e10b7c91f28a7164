import type { Part } from '../../shared/keys/key.ts';
import { partIdSchema, type KeyId, type PartId } from '../../shared/lib/ids.ts';
import type { RotatedKey, Rotation } from '../../shared/rotations/rotation.ts';
import { mergeKey } from './key-merge.ts';
import { dropOwnDrift } from './own-changes.ts';
import type { ProviderAdapter, ProviderKey, ProviderSecret } from './ports/provider-adapter.ts';
import type { KeyRecord } from './ports/stores.ts';
import type { RotationDependencies } from './rotation-dependencies.ts';
import { identityOf } from './rotation-material.ts';

type Dependencies = Pick<RotationDependencies, 'stores' | 'clock' | 'ids'>;

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
    const merged = this.recordOf(row, adapter, shown);
    const known = merged.parts.find(
      ({ role, nature }) => role === secret.role && nature === 'secret',
    );
    if (known === undefined) return null;
    const { stores } = this.deps;
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

  /** Key A was replaced by key B. */
  link(oldKeyId: KeyId, newKeyId: KeyId): void {
    const lastRotatedAt = this.deps.clock.now();
    this.change(oldKeyId, (record) => ({ ...record, replacedBy: newKeyId }));
    this.change(newKeyId, (record) => ({ ...record, replaces: oldKeyId, lastRotatedAt }));
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
