import { useState } from 'react';
import type { Connection, CredentialRight } from '../../../shared/connections/connection.ts';
import { useCommand } from '../../ipc/use-command.ts';
import { countOf } from '../../messages/count-words.ts';
import { ErrorBanner } from '../../parts/error-banner.tsx';
import { useProviders } from '../../parts/use-providers.ts';
import { announce } from '../../ui/announce.ts';
import { Button } from '../../ui/button.tsx';
import { RightsList } from './rights-list.tsx';
import styles from './account.module.css';

/** What the credential of this account may do: asked for when a person wants to know, and kept nowhere. */
export function AccountRights({ connection }: { connection: Connection }) {
  const { find } = useProviders();
  const asking = useCommand('connections.rights');
  const [rights, setRights] = useState<readonly CredentialRight[] | null>(null);
  if (find(connection.providerId)?.capabilities.readRights !== true) return null;
  const ask = async () => {
    const result = await asking.run({ connectionId: connection.id });
    setRights(result.ok ? result.value : null);
    if (result.ok) announce(summaryOf(result.value));
  };
  return (
    <section className={styles['rights']} aria-labelledby="rights-title">
      <h2 id="rights-title">What Rekey may do there</h2>
      <p className={styles['muted']}>
        {rights === null
          ? 'Asks the provider which rights this sign-in has. It only reads; nothing is changed or kept.'
          : summaryOf(rights)}
      </p>
      {rights !== null && rights.length > 0 && <RightsList rights={rights} />}
      {asking.error !== null && (
        <ErrorBanner error={asking.error} onRetry={() => void ask()} connectionId={connection.id} />
      )}
      <div>
        <Button isPending={asking.isPending} onPress={ask}>
          {rights === null ? 'Check the rights' : 'Check again'}
        </Button>
      </div>
    </section>
  );
}

function summaryOf(rights: readonly CredentialRight[]): string {
  if (rights.length === 0) return 'The provider does not say which rights this sign-in has.';
  const missing = rights.filter(({ isHeld }) => isHeld === false).length;
  const unknown = rights.filter(({ isHeld }) => isHeld === null).length;
  const first =
    missing === 0
      ? 'No right is missing, as far as the provider tells.'
      : `This sign-in lacks ${countOf(missing, 'right', 'rights')} that Rekey uses.`;
  return unknown === 0
    ? first
    : `${first} ${countOf(unknown, 'other shows', 'others show')} only when something is changed.`;
}
