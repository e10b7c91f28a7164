import { Link, useNavigate } from '@tanstack/react-router';
import type { Connection } from '../../../shared/connections/connection.ts';
import type { DriftRow } from '../../../shared/keys/drift-row.ts';
import { driftWords } from '../../messages/drift-words.ts';
import { Ago } from '../../parts/ago.tsx';
import { useProviders } from '../../parts/use-providers.ts';
import { Button } from '../../ui/button.tsx';
import { ProviderMark } from '../../ui/provider-mark.tsx';
import { UntrustedText } from '../../ui/untrusted-text.tsx';
import { visibleText } from '../../ui/visible-text.ts';
import type { DriftedKey } from './drift-accounts.ts';
import styles from './attention.module.css';

/** One key and all that changed of it. */
export function DriftItem({
  driftedKey: { keyId, keyName, containerName, changes },
  connection,
}: {
  driftedKey: DriftedKey;
  connection: Connection | undefined;
}) {
  const navigate = useNavigate();
  const { find } = useProviders();
  const mark = find(connection?.providerId ?? '')?.mark;
  return (
    <li className={styles['row']}>
      <span className={styles['mark']}>
        {mark !== undefined && <ProviderMark letters={mark.letters} hue={mark.hue} />}
      </span>
      <div className={styles['words']}>
        <div className={styles['name']}>
          <Link to="/keys" search={{ key: keyId }} className={styles['link']}>
            <UntrustedText text={keyName} limit={120} />
          </Link>
        </div>
        <div className={styles['explanation']}>
          <UntrustedText text={containerName} limit={80} />
        </div>
        {changes.map((change, index) => (
          // Rows have no id of their own, and the list is only ever replaced as a whole.
          <DriftLine key={index} change={change} />
        ))}
      </div>
      <div className={styles['tools']}>
        <Button
          size="small"
          aria-label={`Open key ${visibleText(keyName, 60)}`}
          onPress={() => navigate({ to: '/keys', search: { key: keyId } })}
        >
          Open key
        </Button>
      </div>
    </li>
  );
}

function DriftLine({ change: { kind, details, at } }: { change: DriftRow }) {
  const { sentence, names } = driftWords(kind, details);
  return (
    <div className={styles[kind === 'scope-widened' ? 'widened' : 'explanation']}>
      {sentence}
      {names.map((name, index) => (
        <span key={index}>
          {index === 0 ? ' ' : ', '}
          <UntrustedText text={name} limit={120} />
        </span>
      ))}
      {' · '}
      <Ago instant={at} />
    </div>
  );
}
