import { MINUTE_MS, SECOND_MS } from '../../shared/lib/duration.ts';
import type { RotationStrategy } from '../../shared/rotations/rotation-strategy.ts';
import type { PlannedCall, PreflightFinding } from '../../shared/rotations/rotation-view.ts';
import { utcTime } from '../../shared/lib/utc-time.ts';
import type { RequestBudget } from './ports/request-budget.ts';
import type { ServerClocks } from './ports/server-clocks.ts';
import type { ConnectionRecord } from './ports/stores.ts';
import { blocks, warns } from './rotation-findings.ts';

/** Less than this a slow machine explains as well. */
const NOTEWORTHY_MS = 10 * SECOND_MS;
/** From here on an overlap would visibly end at another time than the one that was chosen. */
const TOO_FAR_MS = 5 * MINUTE_MS;
/** Looks are repeated while what a call changed is not shown yet. */
const LOOKS_PER_CALL = 3;

/** The furthest of what the account's servers tell; null when none has told the time lately. */
export function clockAheadMs(
  clocks: ServerClocks,
  { baseUrl, dataPlaneUrl }: Pick<ConnectionRecord, 'baseUrl' | 'dataPlaneUrl'>,
): number | null {
  const told = [baseUrl, dataPlaneUrl].flatMap((url) => clocks.aheadMs(url) ?? []);
  if (told.length === 0) return null;
  return told.reduce((furthest, one) => (Math.abs(one) > Math.abs(furthest) ? one : furthest));
}

/** Signed checks and the end of an overlap are told by this machine's clock. */
export function clockFindings(
  aheadMs: number | null,
  strategy: RotationStrategy,
): readonly PreflightFinding[] {
  if (aheadMs === null || Math.abs(aheadMs) < NOTEWORTHY_MS) return [];
  const side = aheadMs > 0 ? 'ahead of' : 'behind';
  const difference = `This machine’s clock is ${spoken(Math.abs(aheadMs))} ${side} the provider’s.`;
  if (strategy !== 'overlap' || Math.abs(aheadMs) < TOO_FAR_MS)
    return [warns('clock-skewed', null, `${difference} Signed checks may be refused.`)];
  const detail = `${difference} The old secret would not end when it should.`;
  return [blocks('clock-skewed', { kind: 'invalid-input', issues: [detail] }, detail)];
}

/** A rotation that runs out of requests waits in the middle. */
export function quotaFindings(
  budget: RequestBudget | null,
  calls: readonly PlannedCall[],
): readonly PreflightFinding[] {
  if (budget === null) return [];
  const { requests, moreAt } = budget.left();
  const needed = calls.length * LOOKS_PER_CALL;
  if (requests >= needed) return [];
  const detail = `Rekey may send ${String(requests)} more requests to this account, and a rotation takes up to ${String(needed)}. Others become free from ${utcTime(moreAt)} on.`;
  return [warns('quota-low', null, detail)];
}

function spoken(durationMs: number): string {
  const isShort = durationMs < 2 * MINUTE_MS;
  const count = Math.floor(durationMs / (isShort ? SECOND_MS : MINUTE_MS));
  return `${String(count)} ${isShort ? 'seconds' : 'minutes'}`;
}
