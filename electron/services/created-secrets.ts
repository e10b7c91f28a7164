import { fail, ok, type AppError, type Result } from '../../shared/errors/app-error.ts';
import type { Part } from '../../shared/keys/key.ts';
import type { KeyId, PartId } from '../../shared/lib/ids.ts';
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

  /**
   * Written, read back and compared; what the keychain refuses stays in escrow, readable from there.
   * Errors: the first refusal.
   */
  async keep(keyId: KeyId): Promise<Result<null>> {
    const { stores, custody, activity, events } = this.deps;
    const record = stores.keys.find(keyId)?.record;
    if (record === undefined || stores.escrow.of(keyId).length === 0) return ok(null);
    const { connectionId, name } = record;
    const subject = { action: 'secret.kept', connectionId, keyId, subject: name } as const;
    let refusal: AppError | null = null;
    for (const { partId, role, secretValue } of stores.escrow.of(keyId)) {
      const stored = await custody.storeSecret(partId, secretValue);
      if (!stored.ok) {
        activity.recordFailure(subject, stored.error);
        refusal ??= stored.error;
        continue;
      }
      stores.transaction(() => {
        const current = stores.keys.find(keyId)?.record;
        if (current === undefined) custody.dismiss({ partIds: [partId] });
        else
          stores.keys.save({
            ...current,
            parts: withCustody(current.parts, { partId, role, custody: stored.value }),
          });
      });
    }
    if (refusal === null) stores.escrow.clear(keyId);
    events.publish('keys.changed', { connectionId });
    return refusal === null ? ok(null) : fail(refusal);
  }
}

/** A part that a sync dropped meanwhile comes back: without it nobody would find its secret again. */
function withCustody(
  parts: readonly Part[],
  { partId, role, custody }: { partId: PartId; role: Part['role']; custody: Part['custody'] },
): readonly Part[] {
  if (parts.some(({ id }) => id === partId))
    return parts.map((part) => (part.id === partId ? { ...part, custody } : part));
  const dropped = { id: partId, role, nature: 'secret', custody, state: 'current' } as const;
  return [...parts, { ...dropped, value: null, stub: null, expiresAt: null }];
}
