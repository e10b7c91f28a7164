import type { RotationView } from '../../../shared/rotations/rotation-view.ts';
import { exactTime } from '../../messages/exact-time.ts';
import { runningTime } from '../../messages/duration-words.ts';
import { useSeconds } from '../../parts/use-seconds.ts';
import { Banner } from '../../ui/banner.tsx';
import { proofWords } from './proof-words.ts';

/** How long the exposed key has been under replacement, and then when it died and how that is known. */
export function ExposedTimer({ view }: { view: RotationView }) {
  const { proofDead, startedAt } = view;
  if (proofDead === null) return <RunningTimer title={situationOf(view)} startedAt={startedAt} />;
  return (
    <Banner tone="success" title="The exposed one is dead">
      {`After ${runningTime(proofDead.at - startedAt)}, at ${exactTime(proofDead.at)}: ${proofWords(proofDead)}.`}
    </Banner>
  );
}

function RunningTimer({ title, startedAt }: { title: string; startedAt: number }) {
  const now = useSeconds();
  return (
    <Banner tone="danger" title={title}>
      <span role="timer">{`Started ${runningTime(now - startedAt)} ago.`}</span>
    </Banner>
  );
}

/** As far as it is known: where a call ended the old one, its death is still to be proved. */
function situationOf({ step, attention, plan, isOldLost }: RotationView): string {
  const at = attention?.from ?? step;
  if (at === 'retiring') return 'The old one is being ended';
  const isEnded =
    isOldLost ||
    at === 'verifying-dead' ||
    (plan.strategy === 'immediate' && (at === 'keeping' || at === 'verifying'));
  return isEnded
    ? 'The old one has ended, but is not proved dead'
    : 'The old one still works for whoever has it';
}
