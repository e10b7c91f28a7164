import type { DuePlan, DuePolicies } from '../../shared/keys/due-plan.ts';
import { activeSnooze, dueOf, oldSecretEnds, renewalOf } from '../../shared/keys/rotation-due.ts';
import { DAY_MS } from '../../shared/lib/duration.ts';
import { plainName } from './confirmation-texts.ts';
import { dueKeyOf, endLeads } from './living-keys.ts';
import type { KeyRow } from './ports/stores.ts';
import type { Reminder } from './remind-once.ts';

/** A reminder with the time from which on it is shown, and from which on it is pointless. */
export interface TimedReminder extends Reminder {
  readonly at: number;
  readonly until: number;
}

/** All that a person is told of one key, now or later. A snooze puts off, it does not take away. */
export function remindersOf(
  row: KeyRow,
  plan: DuePlan,
  policies: DuePolicies,
  now: number,
): TimedReminder[] {
  // Who rotates it already knows.
  if (row.openRotationId !== null) return [];
  const key = dueKeyOf(row.record);
  const quietUntil = activeSnooze(key, plan, now)?.until ?? 0;
  const { parts } = row.record;
  const all = [
    ...dueReminders(row, plan, policies, now),
    ...(key.secretEndsAt === null
      ? []
      : endReminders(row, `key/${row.record.id}`, key.secretEndsAt, 'The secret')),
    ...oldSecretEnds(parts).flatMap(({ partId, endsAt }) =>
      endReminders(row, `part/${partId}`, endsAt, 'An old secret'),
    ),
  ];
  return all
    .map((reminder) => ({ ...reminder, at: Math.max(reminder.at, quietUntil) }))
    .filter(({ at, until }) => at < until && now < until);
}

function dueReminders(
  row: KeyRow,
  plan: DuePlan,
  policies: DuePolicies,
  now: number,
): TimedReminder[] {
  const key = dueKeyOf(row.record);
  const { dueAt, cause } = dueOf(key, plan, policies, now);
  if (dueAt === null || cause === null) return [];
  // Another policy for the same secret is no new occasion; a snooze that is over is one.
  const snoozedUntil =
    plan.snooze !== null && plan.snooze.at >= renewalOf(key) ? plan.snooze.until : 0;
  return [
    {
      id: `due/${row.record.id}/${String(renewalOf(key))}/${String(snoozedUntil)}`,
      at: dueAt + 1,
      until: Number.POSITIVE_INFINITY,
      title: cause.kind === 'secret-ends' ? 'A secret has ended' : 'A key is due for rotation',
      body: nameOf(row),
    },
  ];
}

/** Each lead until the next one takes its place, so that at most one of them is shown at a time. */
function endReminders(
  row: KeyRow,
  place: string,
  endsAt: number,
  subject: string,
): TimedReminder[] {
  return endLeads.map((days, index) => {
    const next = endLeads[index + 1];
    return {
      id: `ends/${place}/${String(endsAt)}/${String(days)}`,
      at: endsAt - days * DAY_MS,
      until: next === undefined ? endsAt : endsAt - next * DAY_MS,
      title: `${subject} ends within ${days === 1 ? 'a day' : `${String(days)} days`}`,
      body: nameOf(row),
    };
  });
}

const nameOf = ({ record, containerName }: KeyRow): string =>
  `${plainName(record.name)} in ${plainName(containerName)}`;
