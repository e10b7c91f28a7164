import { fail, ok, type Result } from '../../shared/errors/app-error.ts';
import type { KeyCheck } from '../../shared/keys/key-check.ts';
import type { KeyId } from '../../shared/lib/ids.ts';
import type { ActivityService } from './activity-service.ts';
import { checkQuestion } from './confirmation-texts.ts';
import type { Clock } from './ports/clock.ts';
import type { EventPublisher } from './ports/event-publisher.ts';
import type { Confirmation } from './ports/host.ts';
import type { ProviderAdapter, ProviderRegistry } from './ports/provider-adapter.ts';
import type { Probe } from './ports/provider-values.ts';
import type { KeyRow, Stores } from './ports/stores.ts';
import { secretPartOf } from './rotation-material.ts';
import type { SecretService } from './secret-service.ts';

interface Dependencies {
  readonly stores: Stores;
  readonly registry: ProviderRegistry;
  readonly secrets: Pick<SecretService, 'read'>;
  readonly confirmation: Confirmation;
  readonly activity: ActivityService;
  readonly events: EventPublisher;
  readonly clock: Clock;
}

/** Tries single keys at their provider. */
export class KeyCheckService {
  private readonly deps: Dependencies;

  constructor(deps: Dependencies) {
    this.deps = deps;
  }

  /**
   * One harmless request with the key. Where the provider counts it as use, a person is asked first.
   * Errors: `cancelled`, and what the provider or the network answered in place of a verdict.
   */
  async check(keyId: KeyId): Promise<Result<KeyCheck>> {
    const { stores, registry, secrets, confirmation } = this.deps;
    const row = stores.keys.find(keyId);
    if (row === null) return fail({ kind: 'not-found', what: 'key' });
    const adapter = registry.find(row.providerId);
    const probeKey = adapter?.operations.probeKey;
    if (adapter === null || probeKey === undefined) return ok(this.untested('no-harmless-check'));
    const part = secretPartOf(row.record.parts);
    const isHeld =
      part !== null && (part.custody !== 'not-held' || stores.escrow.find(part.id) !== null);
    if (!isHeld) return ok(this.untested('secret-not-held'));
    const { name, scope, parts } = row.record;
    const { containerName } = row;
    if (adapter.descriptor.capabilities.verifyCountsAsTraffic) {
      const providerName = adapter.descriptor.name;
      if (!(await confirmation.ask(checkQuestion({ name, providerName, containerName }))))
        return fail({ kind: 'cancelled' });
    }
    const secretValue = await secrets.read(row, part);
    if (!secretValue.ok) return secretValue;
    const connection = stores.connections.find(row.record.connectionId);
    const container = stores.containers.find(row.record.containerId);
    if (connection === null || container === null)
      return fail({ kind: 'not-found', what: 'connection' });
    const identifiers = parts.flatMap(({ role, nature, value }) =>
      nature === 'identifier' && value !== null ? [{ role, secretValue: value }] : [],
    );
    const probed = await probeKey(
      connection,
      {
        ...{ name, scope, providerContainerId: container.providerContainerId },
        parts: [...identifiers, { role: part.role, secretValue: secretValue.value }],
      },
      new AbortController().signal,
    );
    return probed.ok ? ok(this.verdict(keyId, adapter, probed.value)) : probed;
  }

  private verdict(keyId: KeyId, adapter: ProviderAdapter, probe: Probe): KeyCheck {
    if (probe.kind === 'not-testable') return this.untested(probe.reason);
    const checkedAt = this.deps.clock.now();
    const row = this.deps.stores.keys.find(keyId);
    const seen = { outcome: probe.kind, reason: null, code: probe.status, checkedAt } as const;
    const isByHand = adapter.descriptor.capabilities.byHand;
    if (row === null || !isByHand || probe.kind !== 'works') return { ...seen, settlesAt: null };
    // By hand, `asOf` of an ended key is when somebody said that it was ended.
    const settlesAt = row.record.asOf + adapter.rules.propagationDelayMs;
    if (row.record.status === 'ended' && checkedAt < settlesAt) return { ...seen, settlesAt };
    this.noteAlive(row, checkedAt);
    return { ...seen, settlesAt: null };
  }

  /** Nobody else tells about these keys, and what was seen outweighs what somebody attested. */
  private noteAlive({ record }: KeyRow, at: number): void {
    const { stores, activity, events } = this.deps;
    const { id: keyId, connectionId, name } = record;
    const isSurprise = record.status !== 'active';
    stores.transaction(() => {
      const parts = record.parts.map((part) => ({ ...part, state: 'current' as const }));
      stores.keys.save({ ...record, status: 'active', asOf: at, parts });
      if (!isSurprise) return;
      const facts = { status: 'active', seen: 'works' };
      activity.record({ action: 'key.edited', connectionId, keyId, subject: name, facts });
    });
    events.publish('keys.changed', { connectionId });
  }

  private untested(reason: NonNullable<KeyCheck['reason']>): KeyCheck {
    const checkedAt = this.deps.clock.now();
    return { outcome: 'not-testable', reason, code: null, checkedAt, settlesAt: null };
  }
}
