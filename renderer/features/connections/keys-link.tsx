import { useNavigate } from '@tanstack/react-router';
import type { Connection } from '../../../shared/connections/connection.ts';
import { quotedFilterValue } from '../../../shared/keys/key-query.ts';
import { countOf } from '../../messages/count-words.ts';
import { TextLink } from '../../ui/text-link.tsx';

export interface KeysLinkProps {
  connection: Connection;
  keyCount: number;
  /** Only the keys of this app. */
  containerName?: string | undefined;
}

/** "42 keys", leading to the list with just these. */
export function KeysLink({ connection, keyCount, containerName }: KeysLinkProps) {
  const navigate = useNavigate();
  const words = countOf(keyCount, 'key', 'keys');
  if (keyCount === 0) return <>{words}</>;
  const filters = [
    `account:${quotedFilterValue(connection.label)}`,
    ...(containerName === undefined ? [] : [`app:${quotedFilterValue(containerName)}`]),
  ];
  return (
    <TextLink onPress={() => void navigate({ to: '/keys', search: { q: filters.join(' ') } })}>
      {words}
    </TextLink>
  );
}
