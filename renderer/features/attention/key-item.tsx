import { Link, useNavigate } from '@tanstack/react-router';
import { keyAgeWords } from '../../../shared/keys/age.ts';
import type { AttentionReason, KeySummary } from '../../../shared/keys/key.ts';
import { exactTime } from '../../messages/exact-time.ts';
import { attentionWords, environmentWords } from '../../messages/key-words.ts';
import { useNow } from '../../parts/use-now.ts';
import { useProviders } from '../../parts/use-providers.ts';
import { Age } from '../../ui/age.tsx';
import { Button } from '../../ui/button.tsx';
import { ProviderMark } from '../../ui/provider-mark.tsx';
import { UntrustedText } from '../../ui/untrusted-text.tsx';
import { visibleText } from '../../ui/visible-text.ts';
import { wayOn, type WayOn } from './attention-groups.ts';
import styles from './attention.module.css';

const wayOnLabels: Readonly<Record<WayOn, string>> = {
  'open-rotation': 'Continue rotation',
  rotate: 'Rotate…',
  edit: 'Edit settings…',
  'open-key': 'Open key',
};

/** One key: where it belongs, what else is wrong with it, and what helps. */
export function KeyItem({ summary, reason }: { summary: KeySummary; reason: AttentionReason }) {
  const { find } = useProviders();
  const now = useNow();
  const descriptor = find(summary.providerId);
  const others = summary.attention.filter((other) => other !== reason);
  const way = wayOn(reason, summary, descriptor?.capabilities);
  const goOn = useGoOn(summary);
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
          {others.length > 0 &&
            ` · also ${others.map((other) => attentionWords[other].short).join(', ')}`}
        </div>
      </div>
      <div className={styles['tools']}>
        <Button
          size="small"
          aria-label={`${wayOnLabels[way]} ${visibleText(summary.name, 60)}`}
          onPress={goOn[way]}
        >
          {wayOnLabels[way]}
        </Button>
      </div>
    </li>
  );
}

function useGoOn({ id: keyId, openRotationId }: KeySummary): Record<WayOn, () => Promise<void>> {
  const navigate = useNavigate();
  return {
    'open-rotation': () =>
      openRotationId === null
        ? navigate({ to: '/rotations' })
        : navigate({ to: '/rotations/$rotationId', params: { rotationId: openRotationId } }),
    rotate: () => navigate({ to: '/keys/$keyId/rotate', params: { keyId } }),
    edit: () => navigate({ to: '/keys/$keyId/edit', params: { keyId } }),
    'open-key': () => navigate({ to: '/keys', search: { key: keyId } }),
  };
}
