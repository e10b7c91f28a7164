import { durationText } from '../../shared/keys/age.ts';
import { exactTime } from '../messages/exact-time.ts';
import { Age } from '../ui/age.tsx';
import { useNow } from './use-now.ts';

/** How long ago: "3 h ago", the exact time on hover and for screen readers. */
export function Ago({ instant }: { instant: number }) {
  const text = durationText(Math.max(0, useNow() - instant));
  return (
    <Age
      ageText={text === 'now' ? 'just now' : `${text} ago`}
      exactText={exactTime(instant)}
      instant={new Date(instant).toISOString()}
    />
  );
}
