import { fail, ok, type AppError, type Result } from '../../shared/errors/app-error.ts';
import { DAY_MS } from '../../shared/lib/duration.ts';
import type { KeyId } from '../../shared/lib/ids.ts';
import type { Rotation } from '../../shared/rotations/rotation.ts';
import {
  isInPlace,
  type RotationStrategy,
  type RotationTrigger,
} from '../../shared/rotations/rotation-strategy.ts';
import { isAboutOldSecret } from '../../shared/rotations/plan-words.ts';
import type { PlannedCall, RotationPlan } from '../../shared/rotations/rotation-view.ts';
import { mergeKey } from './key-merge.ts';
import type { ProviderAdapter } from './ports/provider-adapter.ts';
import type { ProviderKey, ProviderKeyWithSecrets } from './ports/provider-values.ts';
import type { ConnectionRecord, KeyRecord } from './ports/stores.ts';
import type { PlanChoice } from './plan-choice.ts';
import type { RotationDependencies } from './rotation-dependencies.ts';
import { draftOf, suggestedName } from './rotation-draft.ts';
import { blocks, warns } from './rotation-findings.ts';
import { openRotations } from './rotation-conflicts.ts';
import { isEndedBySupport } from './rotation-guided.ts';
import { identityOf, secretPartOf } from './rotation-material.ts';
import { describedScope, planHashOf } from './rotation-plan-hash.ts';
import {
  compareWithRecord,
  lookAtOverlap,
  RotationPreflight,
  type Findings,
} from './rotation-preflight.ts';
import { listedStubsOf, liveSecrets } from './rotation-secret-looks.ts';

const DEFAULT_OVERLAP_MS = DAY_MS;

/** A plan with the facts it was made from; the facts stay in the main process. */
export interface MadePlan {
  readonly plan: RotationPlan;
  /** The plan's hash where nobody has seen yet which secrets the key has. */
  readonly hashBeforeLook: string;
  readonly connection: ConnectionRecord;
  readonly oldKey: Rotation['oldKey'];
  readonly containerId: KeyRecord['containerId'];
  readonly providerContainerId: string;
}

type Dependencies = Pick<
  RotationDependencies,
  'stores' | 'registry' | 'sessions' | 'serverClocks' | 'custody' | 'clock' | 'ids'
>;

interface Subject {
  readonly record: KeyRecord;
  readonly connection: ConnectionRecord;
  readonly adapter: ProviderAdapter;
  readonly container: { readonly name: string; readonly providerContainerId: string };
  readonly strategy: RotationStrategy;
  readonly overlapMs: number | null;
  readonly marker: string;
}

/** What the looks found: the key as it is, and whether it can be tried. */
interface Seen {
  readonly shown: ProviderKey;
  readonly oldKey: Omit<Rotation['oldKey'], 'environment' | 'scope'>;
  readonly canProbe: boolean;
}

/** Looks at everything a rotation depends on and writes the exact calls down. Changes nothing. */
export class RotationPlanner {
  private readonly deps: Dependencies;
  private readonly preflight: RotationPreflight;

  constructor(deps: Dependencies) {
    this.deps = deps;
    this.preflight = new RotationPreflight(deps);
  }

  /**
   * A plan under this marker. The same world gives the same hash.
   * Errors: `not-found` for an unknown key, `not-supported` where the provider cannot do it this way.
   */
  async make(
    keyId: KeyId,
    marker: string,
    choice: PlanChoice,
    signal: AbortSignal,
  ): Promise<Result<MadePlan>> {
    const { stores, registry, clock } = this.deps;
    const row = stores.keys.find(keyId);
    if (row === null) return fail({ kind: 'not-found', what: 'key' });
    const { record } = row;
    const connection = stores.connections.find(record.connectionId);
    const container = stores.containers.find(record.containerId);
    const adapter = registry.find(row.providerId);
    if (connection === null || container === null || adapter === null)
      return fail({ kind: 'not-found', what: 'key' });
    const { strategies } = adapter.descriptor.capabilities;
    const { overlap } = adapter.descriptor.limits;
    const strategy = choice.strategy ?? strategies[0];
    if (strategy === undefined || !strategies.includes(strategy))
      return fail({ kind: 'not-supported', operation: 'rotate' });
    const overlapMs = strategy === 'overlap' ? overlapOf(choice, overlap) : null;
    const subject = { record, connection, adapter, container, strategy, overlapMs, marker };

    const findings: Findings = [];
    lookAtOverlap(overlap, overlapMs, findings);
    findings.push(...openRotations(stores, keyId));
    const seen = await this.look(subject, findings, signal);
    const { shown, oldKey } = seen;
    const trigger = choice.trigger ?? 'planned';
    findings.push(...consequencesOf(subject, trigger));
    const { calls, newName, notCarriedOver, unmanaged } = this.written(subject, seen, findings);
    findings.push(...this.preflight.surroundings(connection, strategy, calls));
    const plan: Omit<RotationPlan, 'hash'> = {
      ...{ keyId, connectionId: connection.id, strategy, strategies, overlapMs, marker },
      trigger,
      listedStubs: [...listedStubsOf(shown)],
      keyName: shown.name,
      containerName: container.name,
      environment: shown.environment,
      ...{ newName, calls, notCarriedOver, unmanaged },
      verification: seen.canProbe ? 'probe' : 'attest',
      findings,
      madeAt: clock.now(),
    };
    return ok({
      plan: { ...plan, hash: planHashOf(plan, shown) },
      hashBeforeLook: this.hashBeforeLook(subject, seen, plan),
      connection,
      oldKey: { ...oldKey, environment: shown.environment, scope: shown.scope },
      containerId: container.id,
      providerContainerId: container.providerContainerId,
    });
  }

  private async look(subject: Subject, findings: Findings, signal: AbortSignal): Promise<Seen> {
    const { record, connection, adapter, container, strategy } = subject;
    const { providerContainerId } = container;
    await this.preflight.lookAtCustody(connection, findings);
    if (strategy === 'guided') return lookByHand(subject, findings);
    const fresh = await this.preflight.readOld(record, findings, signal);
    const shown = fresh?.key ?? shownOf(record, providerContainerId);
    const known = fresh === null ? record : this.withSecretParts(record, fresh);
    const secretPartId = secretPartOf(known.parts)?.id ?? null;
    const oldKey = { ...identityOf(known, shown), secretPartId };
    compareWithRecord(record, shown, adapter, findings);
    await this.preflight.lookAtOwnCredential(connection, oldKey, findings);
    if (fresh === null)
      return { shown, oldKey, canProbe: adapter.operations.probeKey !== undefined };
    await this.preflight.lookForObstacles(
      record,
      { strategy, providerContainerId },
      findings,
      signal,
    );
    const canProbe = await this.preflight.probeOld(
      adapter,
      connection,
      { ...oldKey, providerContainerId },
      fresh,
      findings,
      signal,
    );
    return { shown, oldKey, canProbe };
  }

  private hashBeforeLook(
    subject: Subject,
    { shown, oldKey, canProbe }: Seen,
    plan: Omit<RotationPlan, 'hash'>,
  ): string {
    const unseen = { shown, oldKey: { ...oldKey, stub: null }, canProbe };
    const { calls } = this.written(subject, unseen, []);
    return planHashOf({ ...plan, calls, listedStubs: [] }, shown);
  }

  /** The calls, and what they leave behind. */
  private written(
    { adapter, strategy, overlapMs, marker, record }: Subject,
    { shown, oldKey, canProbe }: Seen,
    findings: Findings,
  ): Pick<RotationPlan, 'newName' | 'calls' | 'notCarriedOver' | 'unmanaged'> {
    const { providerKeyId } = shown;
    const nothingLeft = { notCarriedOver: [], unmanaged: [] };
    if (strategy === 'guided') {
      const taken = this.deps.stores.keys.ofConnection(record.connectionId).map(({ name }) => name);
      return { newName: suggestedName(shown.name, taken), calls: [], ...nothingLeft };
    }
    const isNewTried = canProbe || findings.some(isAboutOldSecret);
    const asTried = (calls: readonly PlannedCall[] = []): PlannedCall[] =>
      calls.filter(({ purpose }) => canProbe || purpose !== 'prove-old-dead');
    if (isInPlace(strategy)) {
      const { stub } = oldKey;
      const about = { providerKeyId, stub, overlapMs, canProbe: isNewTried };
      const calls = asTried(adapter.plannedInPlace?.(about));
      return { newName: shown.name, calls, ...nothingLeft };
    }
    const draft = draftOf(adapter, shown, marker, findings);
    const { unmanaged } = describedScope(shown.scope);
    if (unmanaged.length > 0) findings.push(warns('unmanaged-not-carried'));
    return {
      newName: draft.name,
      calls: asTried(adapter.plannedReplacement({ providerKeyId, draft, canProbe: isNewTried })),
      notCarriedOver: [...adapter.descriptor.words.notCarriedOver],
      unmanaged: [...unmanaged],
    };
  }

  /**
   * Some lists do not tell which secrets a key has, and somebody else may have rotated it since. The
   * secret in force is the one that is replaced, and its death is proved with it, so what the look
   * shows of it is remembered, as when a person opens the key.
   */
  private withSecretParts(record: KeyRecord, fresh: ProviderKeyWithSecrets): KeyRecord {
    const { stores, clock, ids } = this.deps;
    const isTold = fresh.key.tellsSecrets !== false && listedStubsOf(fresh.key).length > 0;
    const known = secretPartOf(record.parts)?.stub;
    const isInForce = liveSecrets(fresh.key).some(
      ({ stub, state }) => stub === known && state !== 'expiring',
    );
    const isNews = isTold ? known !== null && !isInForce : known === undefined;
    if (!isNews || !(isTold || fresh.secrets.length > 0)) return record;
    const { connectionId, containerId } = record;
    const { parts } = mergeKey(fresh.key, {
      ...{ known: record, connectionId, containerId, syncId: null, now: clock.now(), ids },
      providerCustody: 'not-held',
    });
    stores.keys.save({ ...record, parts });
    return { ...record, parts };
  }
}

/** An exposed key is cut as soon as the provider allows it. */
function overlapOf(
  { overlapMs, trigger }: PlanChoice,
  bounds: ProviderAdapter['descriptor']['limits']['overlap'],
): number {
  if (overlapMs !== undefined) return overlapMs;
  return trigger === 'exposed' ? (bounds?.minMs ?? DEFAULT_OVERLAP_MS) : DEFAULT_OVERLAP_MS;
}

/** Nobody can be asked about such a key: what was entered is what is known. */
function lookByHand({ record, adapter, container }: Subject, findings: Findings): Seen {
  const { providerContainerId } = container;
  const shown = shownOf(record, providerContainerId);
  const secretPartId = secretPartOf(record.parts)?.id ?? null;
  if (shown.status !== 'active')
    findings.push(blocks('key-not-active', { kind: 'conflict', reason: 'already-ended' }));
  if (adapter.rules.probeCountsAsTraffic === true) findings.push(warns('check-counts-as-traffic'));
  if (isEndedBySupport(adapter, record.name, providerContainerId))
    findings.push(warns('cannot-be-ended'));
  return { shown, oldKey: { ...identityOf(record, shown), secretPartId }, canProbe: false };
}

/** What the chosen way means, before anything is sent. */
function consequencesOf({ strategy }: Subject, trigger: RotationTrigger): Findings {
  return [
    ...(strategy === 'immediate' ? [warns('gap-at-the-call')] : []),
    ...(strategy === 'overlap' ? [warns('ends-by-itself')] : []),
    ...(trigger === 'exposed' ? [warns('cut-before-consumers')] : []),
  ];
}

/** Why a plan may not be started; null when it may. */
export function blockerOf(plan: RotationPlan): AppError | null {
  const blocking = plan.findings.find(({ weight }) => weight === 'blocks');
  if (blocking === undefined) return null;
  return blocking.error ?? { kind: 'conflict', reason: 'changed-meanwhile' };
}

/** The key as the last sync saw it, for a plan that cannot be started but can be read. */
function shownOf(record: KeyRecord, providerContainerId: string): ProviderKey {
  const { providerKeyId, name, environment, status, createdAt, scope } = record;
  return {
    providerKeyId,
    providerContainerId,
    name,
    environment,
    status: status === 'gone' ? 'unknown' : status,
    createdAt,
    scope,
    parts: record.parts.map(({ role, nature, value, stub, state, expiresAt }) => ({
      ...{ role, nature, value, stub, state, expiresAt },
    })),
  };
}
