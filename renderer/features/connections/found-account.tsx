import type { Output } from '../../../shared/ipc/contract.ts';
import type { ProviderDescriptor } from '../../../shared/providers/provider-descriptor.ts';
import { countOf } from '../../messages/count-words.ts';
import { exactTime } from '../../messages/exact-time.ts';
import { Banner } from '../../ui/banner.tsx';
import { DescriptionList } from '../../ui/description-list.tsx';
import { UntrustedText } from '../../ui/untrusted-text.tsx';
import { RightsList } from './rights-list.tsx';

/** What a test found: whose account it is, how much is there, how long the sign-in lasts. */
export function FoundAccount({
  found,
  nouns,
}: {
  found: Output<'connections.test'>;
  nouns: ProviderDescriptor['nouns'];
}) {
  const missing = found.rights.filter(({ isHeld }) => isHeld === false).length;
  return (
    <Banner
      tone={missing === 0 ? 'success' : 'warning'}
      title={
        missing === 0
          ? 'The sign-in works'
          : `The sign-in works, but lacks ${countOf(missing, 'right', 'rights')}`
      }
      isAnnounced
    >
      <DescriptionList
        items={[
          { term: 'Account', details: <UntrustedText text={found.accountName} /> },
          {
            term: 'In it',
            details: countOf(found.containerCount, nouns.container, nouns.containers),
          },
          {
            term: 'Valid',
            details:
              found.credentialExpiresAt === null
                ? 'no end stated by the provider'
                : `until ${exactTime(found.credentialExpiresAt)}`,
          },
        ]}
      />
      {found.rights.length > 0 && <RightsList rights={found.rights} />}
      Nothing was kept. Connect to use it.
    </Banner>
  );
}
