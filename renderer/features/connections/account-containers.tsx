import { useMemo } from 'react';
import type { Connection } from '../../../shared/connections/connection.ts';
import type { KeySummary } from '../../../shared/keys/key.ts';
import { useCommandQuery } from '../../ipc/use-command-query.ts';
import { useKeyList } from '../../ipc/use-key-list.ts';
import { useProviders } from '../../parts/use-providers.ts';
import { UntrustedText } from '../../ui/untrusted-text.tsx';
import { KeysLink } from './keys-link.tsx';
import styles from './account.module.css';

const noRows: readonly KeySummary[] = [];

/** What the provider groups the account's keys by, with how many keys each holds. */
export function AccountContainers({ connection }: { connection: Connection }) {
  const { find } = useProviders();
  const containers = useCommandQuery('containers.list', {});
  const list = useKeyList();
  const rows = list.state === 'ready' ? list.value.rows : noRows;
  const counts = useMemo(() => countByContainer(rows), [rows]);
  const nouns = find(connection.providerId)?.nouns;
  const own =
    containers.state === 'ready'
      ? containers.value.filter(({ connectionId }) => connectionId === connection.id)
      : [];
  if (own.length === 0 || nouns === undefined) return null;
  const title = `${nouns.containers.slice(0, 1).toUpperCase()}${nouns.containers.slice(1)}`;
  return (
    <section aria-labelledby="containers-title">
      <h2 id="containers-title">{title}</h2>
      <ul className={styles['containers']}>
        {own.map(({ id, name }) => (
          <li key={id} className={styles['container']}>
            <span className={styles['containerName']}>
              <UntrustedText text={name} limit={80} />
            </span>
            <KeysLink connection={connection} keyCount={counts.get(id) ?? 0} containerName={name} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function countByContainer(rows: readonly KeySummary[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { containerId } of rows) counts.set(containerId, (counts.get(containerId) ?? 0) + 1);
  return counts;
}
