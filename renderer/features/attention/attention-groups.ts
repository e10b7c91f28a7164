import type { Connection } from '../../../shared/connections/connection.ts';
import type { AttentionReason, KeySummary } from '../../../shared/keys/key.ts';
import type { ProviderDescriptor } from '../../../shared/providers/provider-descriptor.ts';

/** Most urgent first; the order of `attentionReasonSchema`, which a test compares. */
export const reasonsByUrgency = [
  'rotation-waiting',
  'secret-not-held',
  'gone-at-provider',
  'access-manager-off',
  'scope-unrestricted',
  'over-age',
  'history-forever',
] as const satisfies readonly AttentionReason[];

export interface AttentionGroup {
  readonly reason: AttentionReason;
  readonly keys: readonly KeySummary[];
}

/** Keys by their most urgent reason; each key once, groups without keys left out. */
export function attentionGroups(rows: readonly KeySummary[]): AttentionGroup[] {
  const groups = new Map<AttentionReason, KeySummary[]>(
    reasonsByUrgency.map((reason) => [reason, []]),
  );
  for (const row of rows) {
    const first = reasonsByUrgency.find((reason) => row.attention.includes(reason));
    if (first !== undefined) groups.get(first)?.push(row);
  }
  return [...groups].flatMap(([reason, keys]) =>
    keys.length === 0 ? [] : [{ reason, keys: keys.toSorted(productionFirstThenOldest) }],
  );
}

/** What hurts most comes first: production before the rest, then by age. */
function productionFirstThenOldest(left: KeySummary, right: KeySummary): number {
  const rank = ({ environment }: KeySummary) => (environment === 'production' ? 0 : 1);
  const bornAt = ({ createdAt, firstSeenAt }: KeySummary) => createdAt ?? firstSeenAt;
  return rank(left) - rank(right) || bornAt(left) - bornAt(right);
}

/** The groups before and after the due list, which takes the place of the one for keys over age. */
export function aroundDueList(groups: readonly AttentionGroup[]): {
  readonly before: readonly AttentionGroup[];
  readonly after: readonly AttentionGroup[];
} {
  const placeOf = ({ reason }: AttentionGroup) =>
    reasonsByUrgency.indexOf(reason) - reasonsByUrgency.indexOf('over-age');
  return {
    before: groups.filter((group) => placeOf(group) < 0),
    after: groups.filter((group) => placeOf(group) > 0),
  };
}

export type AccountTrouble = 'sign-in' | 'sync-failed';

/** What is wrong with an account; null when nothing is. Being offline is said at the window's foot. */
export function accountTrouble({
  signIn,
  lastSyncError,
}: Pick<Connection, 'signIn' | 'lastSyncError'>): AccountTrouble | null {
  if (signIn === 'needed') return 'sign-in';
  if (lastSyncError === null) return null;
  return lastSyncError.kind === 'network-offline' || lastSyncError.kind === 'cancelled'
    ? null
    : 'sync-failed';
}

/** The first thing to do about a key. */
export type WayOn = 'open-rotation' | 'rotate' | 'edit' | 'open-key';

/** What is offered beside a key: what mends the reason, where its provider can do that. */
export function wayOn(
  reason: AttentionReason,
  key: Pick<KeySummary, 'openRotationId' | 'status'>,
  capabilities: ProviderDescriptor['capabilities'] | undefined,
): WayOn {
  if (key.openRotationId !== null) return 'open-rotation';
  if (key.status !== 'active' || capabilities === undefined) return 'open-key';
  switch (reason) {
    case 'over-age':
    case 'secret-not-held':
      return capabilities.rotate === 'none' ? 'open-key' : 'rotate';
    case 'access-manager-off':
    case 'scope-unrestricted':
    case 'history-forever':
      return capabilities.editScope ? 'edit' : 'open-key';
    case 'rotation-waiting':
    case 'gone-at-provider':
      return 'open-key';
  }
}
