import { HOUR_MS } from '../../shared/lib/duration.ts';
import { isOpenRotation, parseRotation, type Rotation } from '../../shared/rotations/rotation.ts';
import { plainName } from './confirmation-texts.ts';
import type { TimedReminder } from './due-reminders.ts';
import type { RotationStore } from './ports/stores.ts';
import { overlapUntilOf } from './rotation-row-view.ts';

/** What a person is told of old secrets that the provider is about to end, now or later. */
export function overlapReminders(rotations: Pick<RotationStore, 'all'>): TimedReminder[] {
  return rotations
    .all()
    .filter(({ isOpen }) => isOpen)
    .flatMap(({ json }) => {
      const parsed = parseRotation(json);
      return parsed.kind === 'rotation' ? remindersOf(parsed.rotation) : [];
    });
}

/** At half time and one hour before, and only while something still waits for the person. */
function remindersOf(row: Rotation): TimedReminder[] {
  const until = overlapUntilOf(row);
  if (until === null || !isOpenRotation(row)) return [];
  const mintedAt = row.timeline.findLast(({ step }) => step === 'minting')?.at ?? row.startedAt;
  const halfAt = mintedAt + Math.ceil((until - mintedAt) / 2);
  const lastAt = Math.max(halfAt, until - HOUR_MS);
  const body = `${plainName(row.oldKey.name)} in ${plainName(row.plan.containerName)}`;
  const reminder = (name: 'half' | 'last', at: number, end: number, title: string) => ({
    ...{ id: `overlap/${row.id}/${String(until)}/${name}`, at, until: end, title, body },
    isUrgent: true,
  });
  return [
    reminder('half', halfAt, lastAt, 'Half of the overlap is over'),
    reminder('last', lastAt, until, 'The old secret ends soon'),
  ];
}
