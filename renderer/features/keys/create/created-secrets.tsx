import type { KeyDetails } from '../../../../shared/keys/key.ts';
import { custodyExplanations, roleWords } from '../../../messages/key-words.ts';
import { useProviders } from '../../../parts/use-providers.ts';
import { Banner } from '../../../ui/banner.tsx';
import { useFocusWhenLost } from '../../../ui/use-focus-when-lost.ts';
import { KeepInKeychain } from '../details/keep-in-keychain.tsx';
import { isSecretLost } from './secret-lost.ts';
import styles from './create.module.css';

/** Where the secrets of a new key are; one that is not in the keychain is no success. */
export function CreatedSecrets({ details }: { details: KeyDetails }) {
  const { summary, parts } = details;
  const { connectionId, providerId } = summary;
  const secrets = parts.filter(({ nature }) => nature === 'secret');
  const kept = secrets.filter(
    ({ custody }) => custody !== 'awaiting-keychain' && custody !== 'not-held',
  );
  const box = useFocusWhenLost(secrets.map(({ custody }) => custody).join());
  return (
    <div ref={box} className={styles['secrets']} tabIndex={-1}>
      {isSecretLost(parts) && <SecretNotShown providerId={providerId} />}
      {secrets
        .filter(({ custody }) => custody === 'awaiting-keychain')
        .map((part) => (
          <Banner
            key={part.id}
            tone="warning"
            title="The keychain did not take the secret"
            actions={
              <KeepInKeychain
                partId={part.id}
                custody="awaiting-keychain"
                connectionId={connectionId}
              />
            }
            isAnnounced
          >
            Nothing is lost: it is kept in Rekey’s encrypted database and can be shown from there.
            Rekey tries the keychain again at its next start.
          </Banner>
        ))}
      {kept.length > 0 && (
        <ul>
          {kept.map((part) => (
            <li key={part.id}>
              {roleWords[part.role]}: {custodyExplanations[part.custody]}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function SecretNotShown({ providerId }: { providerId: string }) {
  const { find } = useProviders();
  const descriptor = find(providerId);
  const name = descriptor?.name ?? 'The provider';
  const noun = descriptor?.nouns.key ?? 'key';
  return (
    <Banner tone="danger" title="Its secret was not shown" isAnnounced>
      {descriptor?.capabilities.readSecretAgain === true
        ? `${name} made the ${noun} and did not show its secret. Sync the account, then open the ${noun}: the secret can be read there.`
        : `${name} made the ${noun} and did not show its secret, and it cannot be read later. Open the ${noun}, end it, and create another one.`}
    </Banner>
  );
}
