import { Link } from '@tanstack/react-router';
import { keyAgeWords } from '../../../shared/keys/age.ts';
import type { AttentionReason, KeySummary } from '../../../shared/keys/key.ts';
import { exactTime } from '../../messages/exact-time.ts';
import { attentionWords, environmentWords } from '../../messages/key-words.ts';
import { RotationNow } from '../../parts/rotation-now.tsx';
import { useNow } from '../../parts/use-now.ts';
import { useProviders } from '../../parts/use-providers.ts';
import { Age } from '../../ui/age.tsx';
import { ProviderMark } from '../../ui/provider-mark.tsx';
import { UntrustedText } from '../../ui/untrusted-text.tsx';
import { WayOnButton } from './way-on-button.tsx';
import styles from './attention.module.css';

/** One key: where it belongs, what else is wrong with it, and what helps. */
export function KeyItem({ summary, reason }: { summary: KeySummary; reason: AttentionReason }) {
  const { find } = useProviders();
  const now = useNow();
  const descriptor = find(summary.providerId);
  const others = summary.attention.filter((other) => other !== reason);
  return (
    <li className={styles['row']}>
      <span className={styles['mark']}>
        {descriptor !== undefined && (
          <ProviderMark letters={descriptor.mark.letters} hue={descriptor.mark.hue} />
        )}
      </span>
      <div className={styles['words']}>
        <div className={styles['name']}>
          <Link to="/keys" search={{ key: summary.id }} className={styles['link']}>
            <UntrustedText text={summary.name} limit={120} />
          </Link>
        </div>
        <div className={styles['explanation']}>
          <UntrustedText text={summary.containerName} limit={80} />
          {summary.environment !== 'unset' && ` · ${environmentWords[summary.environment]}`}
          {' · '}
          <Age
            ageText={keyAgeWords(summary, now)}
            exactText={exactTime(summary.createdAt ?? summary.firstSeenAt)}
            instant={new Date(summary.createdAt ?? summary.firstSeenAt).toISOString()}
          />
          {reason === 'rotation-waiting' && summary.openRotationId !== null && (
            <>
              {' · '}
              <RotationNow rotationId={summary.openRotationId} />
            </>
          )}
          {others.length > 0 &&
            ` · also ${others.map((other) => attentionWords[other].short).join(', ')}`}
        </div>
      </div>
      <div className={styles['tools']}>
        <WayOnButton summary={summary} reason={reason} />
      </div>
    </li>
  );
}
