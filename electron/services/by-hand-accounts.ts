import { ok, type Result } from '../../shared/errors/app-error.ts';
import { containerIdSchema } from '../../shared/lib/ids.ts';
import { checkedTarget, type ConnectInput } from './account-sign-in.ts';
import type { ActivityService } from './activity-service.ts';
import type { AddressPolicy } from './ports/address-policy.ts';
import type { EventPublisher } from './ports/event-publisher.ts';
import type { IdSource } from './ports/id-source.ts';
import type { ProviderAdapter, ProviderRegistry } from './ports/provider-adapter.ts';
import type { OpenedByHand, ProviderTarget } from './ports/provider-values.ts';
import type { ConnectionRecord, Stores } from './ports/stores.ts';

/** An account without a sign-in that is not kept yet. */
export interface ByHandAccount {
  readonly adapter: ProviderAdapter;
  readonly target: ProviderTarget;
  readonly account: OpenedByHand;
}

interface Dependencies {
  readonly stores: Stores;
  readonly registry: ProviderRegistry;
  readonly addresses: AddressPolicy;
  readonly activity: ActivityService;
  readonly events: EventPublisher;
  readonly ids: IdSource;
}

/** Accounts of providers that only a console manages: nobody is asked, no credential is kept. */
export class ByHandAccounts {
  private readonly deps: Dependencies;

  constructor(deps: Dependencies) {
    this.deps = deps;
  }

  /** Null: accounts of this provider sign in. */
  open(input: ConnectInput): Result<ByHandAccount> | null {
    const openByHand = this.deps.registry.find(input.providerId)?.operations.openByHand;
    if (openByHand === undefined) return null;
    const checked = checkedTarget(this.deps, input);
    if (!checked.ok) return checked;
    const opened = openByHand(input.fields);
    return opened.ok ? ok({ ...checked.value, account: opened.value }) : opened;
  }

  keep({ account }: ByHandAccount, record: ConnectionRecord): ConnectionRecord {
    const { stores, activity, events, ids } = this.deps;
    const { id: connectionId, label: subject } = record;
    stores.transaction(() => {
      stores.connections.save(record);
      for (const container of account.containers) {
        const id = containerIdSchema.parse(ids.ulid());
        stores.containers.upsert({ id, connectionId, ...container });
      }
      const facts = { by: 'hand' };
      activity.record({ action: 'connection.connected', connectionId, subject, facts });
    });
    events.publish('connections.changed', {});
    return record;
  }
}
