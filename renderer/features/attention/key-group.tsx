import { useNavigate } from '@tanstack/react-router';
import { useCommandQuery } from '../../ipc/use-command-query.ts';
import { countOf } from '../../messages/count-words.ts';
import { Button } from '../../ui/button.tsx';
import type { AttentionGroup } from './attention-groups.ts';
import { groupWords, waitingSentence } from './attention-titles.ts';
import { KeyItem } from './key-item.tsx';
import styles from './attention.module.css';

/** More than this is looked at in the list, filtered to the reason. */
const MAX_SHOWN = 12;

/** All keys with one reason: what it means, and the first of them. */
export function KeyGroup({ group }: { group: AttentionGroup }) {
  const navigate = useNavigate();
  const { reason, keys } = group;
  const { title } = groupWords[reason];
  const sentence = useSentence(group);
  const titleId = `reason-${reason}`;
  return (
    <section aria-labelledby={titleId}>
      <div className={styles['heading']}>
        <div className={styles['headline']}>
          <h2 id={titleId}>{title}</h2>
          <span className={styles['count']}>{countOf(keys.length, 'key', 'keys')}</span>
        </div>
        <p className={styles['explanation']}>{sentence}</p>
      </div>
      <ul>
        {keys.slice(0, MAX_SHOWN).map((summary) => (
          <KeyItem key={summary.id} summary={summary} reason={reason} />
        ))}
      </ul>
      {keys.length > MAX_SHOWN && (
        <div className={styles['more']}>
          <Button
            size="small"
            variant="quiet"
            onPress={() => navigate({ to: '/keys', search: { q: `attention:${reason}` } })}
          >
            Show all in the list
          </Button>
        </div>
      )}
    </section>
  );
}

/** What open rotations mean depends on how they replace. */
function useSentence({ reason, keys }: AttentionGroup): string {
  const rotations = useCommandQuery(
    'rotations.list',
    {},
    { isEnabled: reason === 'rotation-waiting' },
  );
  if (reason !== 'rotation-waiting') return groupWords[reason].sentence;
  const ids = new Set(keys.map(({ openRotationId }) => openRotationId));
  const waiting = rotations.state === 'ready' ? rotations.value : [];
  return waitingSentence(waiting.filter(({ id }) => ids.has(id)).map(({ plan }) => plan.strategy));
}
