import type { Connection } from '../../../shared/connections/connection.ts';
import { useNow } from '../../parts/use-now.ts';
import { useProviders } from '../../parts/use-providers.ts';
import { DescriptionList } from '../../ui/description-list.tsx';
import { UntrustedText } from '../../ui/untrusted-text.tsx';
import { byHandWords, signInWords } from './account-words.ts';
import { AsOf } from './as-of.tsx';
import { KeysLink } from './keys-link.tsx';
import { useIsByHand } from './use-is-by-hand.ts';

/** Whose account it is, where it lives, how fresh it is. */
export function AccountFacts({ connection }: { connection: Connection }) {
  const { nameOf } = useProviders();
  const now = useNow();
  const isByHand = useIsByHand(connection);
  const signIn = isByHand ? byHandWords : signInWords(connection, now);
  return (
    <DescriptionList
      items={[
        { term: 'Sign-in', details: signIn.sentence },
        {
          term: 'Keys',
          details: (
            <>
              <KeysLink connection={connection} keyCount={connection.keyCount} />
              {!isByHand && (
                <>
                  {' · '}
                  <AsOf connection={connection} />
                </>
              )}
            </>
          ),
        },
        { term: 'Account', details: <UntrustedText text={connection.accountName} limit={320} /> },
        { term: 'Provider', details: nameOf(connection.providerId) },
        {
          term: isByHand ? 'Console' : 'Server',
          details: (
            <>
              <code>{connection.baseUrl}</code>
              {connection.isSandbox && ' — simulated on this machine'}
            </>
          ),
        },
        { term: 'Data plane', details: <code>{connection.dataPlaneUrl}</code> },
      ]}
    />
  );
}
