import type { KeyId } from '../../shared/lib/ids.ts';
import type { ActivityService } from './activity-service.ts';
import type { CustodyService } from './custody-service.ts';
import type { EventPublisher } from './ports/event-publisher.ts';
import type { Stores } from './ports/stores.ts';

interface Dependencies {
  readonly stores: Stores;
  readonly custody: CustodyService;
  readonly activity: ActivityService;
  readonly events: EventPublisher;
}

/** Brings the secrets of created keys from escrow into the keychain: right away, else at a later start. */
export class CreatedSecrets {
  private readonly deps: Dependencies;

  constructor(deps: Dependencies) {
    this.deps = deps;
  }

  /** What an earlier run left in escrow, one key at a time. */
  async keepAll(): Promise<void> {
    for (const keyId of this.deps.stores.escrow.keyIds()) await this.keep(keyId);
  }

  /** Written, read back and compared; what the keychain refuses stays in escrow, readable from there. */
  async keep(keyId: KeyId): Promise<void> {
    const { stores, custody, activity, events } = this.deps;
    const record = stores.keys.find(keyId)?.record;
    if (record === undefined || stores.escrow.of(keyId).length === 0) return;
    const { connectionId, name } = record;
    const subject = { action: 'secret.kept', connectionId, keyId, subject: name } as const;
    let isAllKept = true;
    for (const { partId, secretValue } of stores.escrow.of(keyId)) {
      const stored = await custody.storeSecret(partId, secretValue);
      if (!stored.ok) {
        activity.recordFailure(subject, stored.error);
        isAllKept = false;
        continue;
      }
      stores.transaction(() => {
        const current = stores.keys.find(keyId)?.record;
        if (current === undefined) custody.dismiss({ partIds: [partId] });
        else
          stores.keys.save({
            ...current,
            parts: current.parts.map((part) =>
              part.id === partId ? { ...part, custody: stored.value } : part,
            ),
          });
      });
    }
    if (isAllKept) stores.escrow.clear(keyId);
    events.publish('keys.changed', { connectionId });
  }
}
