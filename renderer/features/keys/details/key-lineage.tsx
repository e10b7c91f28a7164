import { useNavigate } from '@tanstack/react-router';
import type { LineageEntry } from '../../../../shared/keys/key-lineage.ts';
import type { KeyId } from '../../../../shared/lib/ids.ts';
import { useCommandQuery } from '../../../ipc/use-command-query.ts';
import { exactTime } from '../../../messages/exact-time.ts';
import { TextLink } from '../../../ui/text-link.tsx';
import { UntrustedText } from '../../../ui/untrusted-text.tsx';
import { VisuallyHidden } from '../../../ui/visually-hidden.tsx';
import styles from './key-lineage.module.css';

/** Which key or secret became which, by which rotation; nothing for a key that was never rotated. */
export function KeyLineage({ keyId }: { keyId: KeyId }) {
  const lineage = useCommandQuery('keys.lineage', { keyId });
  if (lineage.state !== 'ready' || lineage.value.length < 2) return null;
  const steps = lineage.value.flatMap((after, index) => {
    const before = lineage.value[index - 1];
    return before === undefined ? [] : [{ before, after }];
  });
  return (
    <section className={styles['lineage']} aria-labelledby="lineage-title">
      <h3 id="lineage-title" className={styles['title']}>
        Rotations of this key
      </h3>
      <ol className={styles['steps']}>
        {steps.map(({ before, after }, index) => (
          <li key={index}>
            <Secret entry={before} /> <span aria-hidden="true">→</span>
            <VisuallyHidden> became </VisuallyHidden> <Secret entry={after} /> by{' '}
            <ByRotation entry={after} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Secret({ entry: { name, stub } }: { entry: LineageEntry }) {
  return (
    <>
      {name === '' ? 'a key no longer in the list' : <UntrustedText text={name} limit={80} />}
      {stub !== null && (
        <>
          {' '}
          <code className={styles['stub']}>{`${stub}…`}</code>
        </>
      )}
    </>
  );
}

function ByRotation({ entry: { rotationId, at } }: { entry: LineageEntry }) {
  const navigate = useNavigate();
  const words = at === null ? 'rotation' : `rotation on ${exactTime(at)}`;
  if (rotationId === null) return words;
  return (
    <TextLink
      onPress={() => void navigate({ to: '/rotations/$rotationId', params: { rotationId } })}
    >
      {words}
    </TextLink>
  );
}
