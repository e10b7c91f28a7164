import type { DuePlan, DueRow } from '../../shared/keys/due-plan.ts';
import {
  activeSnooze,
  oldSecretEnds,
  secretEndOf,
  type DueKey,
} from '../../shared/keys/rotation-due.ts';
import { DAY_MS } from '../../shared/lib/duration.ts';
import type { KeyRecord, KeyRow, KeyStore } from './ports/stores.ts';

const PAGE_ROWS = 1_000;

/** Days before the end of an old secret at which it is worth telling. */
export const endLeads = [7, 1] as const;
const [FIRST_END_LEAD_DAYS] = endLeads;

/** Every key that may still have to be rotated: not those that have ended or are gone. */
export function eachLivingKey(keys: Pick<KeyStore, 'page'>, visit: (row: KeyRow) => void): void {
  for (let offset = 0; ; offset += PAGE_ROWS) {
    const rows = keys.page(offset, PAGE_ROWS);
    for (const row of rows) {
      const { status } = row.record;
      if (status !== 'ended' && status !== 'gone') visit(row);
    }
    if (rows.length < PAGE_ROWS) return;
  }
}

export const dueKeyOf = ({
  environment,
  createdAt,
  firstSeenAt,
  lastRotatedAt,
  parts,
}: KeyRecord): DueKey => ({
  ...{ environment, createdAt, firstSeenAt, lastRotatedAt },
  secretEndsAt: secretEndOf(parts),
});

/** Old secrets that end soon. While a rotation is open they are its own affair. */
export function oldSecretRows(row: KeyRow, plan: DuePlan, now: number): DueRow[] {
  if (row.openRotationId !== null) return [];
  const snooze = activeSnooze(dueKeyOf(row.record), plan, now);
  return oldSecretEnds(row.record.parts)
    .filter(({ endsAt }) => endsAt > now && endsAt - now <= FIRST_END_LEAD_DAYS * DAY_MS)
    .map(({ endsAt }) => ({
      keyId: row.record.id,
      due: {
        state: snooze === null ? 'soon' : 'snoozed',
        dueAt: endsAt,
        leadDays: endLeads.findLast((days) => endsAt - now <= days * DAY_MS) ?? null,
        cause: { kind: 'old-secret-ends' },
        isLowerBound: false,
        snooze,
      },
    }));
}
