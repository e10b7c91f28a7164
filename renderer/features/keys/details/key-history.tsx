import { useNavigate } from '@tanstack/react-router';
import type { KeyDetails } from '../../../../shared/keys/key.ts';
import type { KeyId } from '../../../../shared/lib/ids.ts';
import { useKeyList } from '../../../ipc/use-key-list.ts';
import { Ago } from '../../../parts/ago.tsx';
import { DescriptionList, type Description } from '../../../ui/description-list.tsx';
import { TextLink } from '../../../ui/text-link.tsx';
import { visibleText } from '../../../ui/visible-text.ts';
import { KeyLineage } from './key-lineage.tsx';

/** Where the key comes from, what became of it, and how fresh this is. */
export function KeyHistory({ details }: { details: KeyDetails }) {
  const { summary, replaces, replacedBy } = details;
  const items: Description[] = [
    summary.createdAt === null
      ? { term: 'Created', details: 'not told by the provider' }
      : { term: 'Created', details: <Ago instant={summary.createdAt} /> },
    { term: 'First seen here', details: <Ago instant={summary.firstSeenAt} /> },
    {
      term: 'Last rotated',
      details:
        summary.lastRotatedAt === null ? 'not by Rekey' : <Ago instant={summary.lastRotatedAt} />,
    },
    { term: 'As of', details: <Ago instant={summary.asOf} /> },
    { term: 'Id at the provider', details: visibleText(summary.providerKeyId) },
    ...(replaces === null
      ? []
      : [{ term: 'Replaces', details: <KeyLink keyId={replaces} otherwise="an older key" /> }]),
    ...(replacedBy === null
      ? []
      : [{ term: 'Replaced by', details: <KeyLink keyId={replacedBy} otherwise="a newer key" /> }]),
  ];
  return (
    <>
      <DescriptionList items={items} />
      <KeyLineage keyId={summary.id} />
    </>
  );
}

function KeyLink({ keyId, otherwise }: { keyId: KeyId; otherwise: string }) {
  const navigate = useNavigate({ from: '/keys' });
  const list = useKeyList();
  const row = list.state === 'ready' ? list.value.rows.find(({ id }) => id === keyId) : undefined;
  return (
    <TextLink
      onPress={() =>
        void navigate({
          search: (search) => ({ ...search, key: keyId }),
          state: { isFocusWanted: true },
        })
      }
    >
      {row === undefined ? otherwise : visibleText(row.name)}
    </TextLink>
  );
}
