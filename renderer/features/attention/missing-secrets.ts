import type { KeySummary } from '../../../shared/keys/key.ts';
import type { ConnectionId } from '../../../shared/lib/ids.ts';
import type { ProviderDescriptor } from '../../../shared/providers/provider-descriptor.ts';
import { countOf } from '../../messages/count-words.ts';

/** The keys of an account whose secrets never were on this machine. */
export interface MissingSecrets {
  readonly connectionId: ConnectionId;
  readonly providerId: string;
  readonly keys: readonly KeySummary[];
}

/** By account, in the order of the list. A secret that was here and is lost is a reason for attention instead. */
export function missingSecrets(rows: readonly KeySummary[]): readonly MissingSecrets[] {
  const accounts = Map.groupBy(rows.filter(isMissing), ({ connectionId }) => connectionId);
  return [...accounts].flatMap(([connectionId, keys]) => {
    const [first] = keys;
    return first === undefined ? [] : [{ connectionId, providerId: first.providerId, keys }];
  });
}

const isMissing = ({ custody, status, attention }: KeySummary): boolean =>
  custody === 'not-held' &&
  (status === 'active' || status === 'unknown') &&
  !attention.includes('secret-not-held');

/** One line for all of an account. */
export function missingSecretsWords(
  count: number,
  capabilities: Pick<ProviderDescriptor['capabilities'], 'byHand' | 'readSecretAgain'> | undefined,
): string {
  if (capabilities?.byHand === true) {
    const keys = countOf(count, 'key was', 'keys were');
    return `${keys} entered without the token. Add one by hand again, under the same name, to bring it.`;
  }
  if (capabilities?.readSecretAgain === true)
    return `${countOf(count, 'key has', 'keys have')} no secret that the provider shows.`;
  return count === 1
    ? '1 secret is not on this machine: it was made elsewhere and cannot be read again.'
    : `${countOf(count, 'secret', 'secrets')} are not on this machine: they were made elsewhere and cannot be read again.`;
}
