import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { withoutBrand } from '../../../shared/connections/account-title.ts';
import type { Connection } from '../../../shared/connections/connection.ts';
import type { ConnectionId } from '../../../shared/lib/ids.ts';
import { useCommandQuery } from '../../ipc/use-command-query.ts';
import { useRegisterCommands, type AppCommand } from '../../parts/app-commands.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { ScreenTitle } from '../../parts/screen-title.tsx';
import { useProviders } from '../../parts/use-providers.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Pane } from '../../ui/pane.tsx';
import { UntrustedText } from '../../ui/untrusted-text.tsx';
import { visibleText } from '../../ui/visible-text.ts';
import { AccountContainers } from './account-containers.tsx';
import { AccountFacts } from './account-facts.tsx';
import { AccountGone } from './account-gone.tsx';
import { AccountNotices } from './account-notices.tsx';
import { AccountRights } from './account-rights.tsx';
import type { ConnectionDialog } from './connection-search.ts';
import { ForgetDialog } from './forget-dialog.tsx';
import { RenameDialog } from './rename-dialog.tsx';
import { useAccountSync } from './use-account-sync.ts';
import { useAddByHand } from './use-add-by-hand.ts';
import { useIsByHand } from './use-is-by-hand.ts';
import styles from './account.module.css';

export interface ConnectionScreenProps {
  connectionId: ConnectionId;
  /** What stands for the provider's console of a simulated account; another feature's matter. */
  sandboxConsole: (connectionId: ConnectionId) => ReactNode;
  /** What takes the keys of an account that is kept by hand; that feature's matter as well. */
  sdkSetup: (connectionId: ConnectionId) => ReactNode;
}

/** One account in detail. */
export function ConnectionScreen({
  connectionId,
  sandboxConsole,
  sdkSetup,
}: ConnectionScreenProps) {
  const connections = useCommandQuery('connections.list', {});
  return (
    <Loaded query={connections}>
      {(all) => {
        const connection = all.find(({ id }) => id === connectionId);
        return connection === undefined ? (
          <AccountGone />
        ) : (
          <Account connection={connection} sandboxConsole={sandboxConsole} sdkSetup={sdkSetup} />
        );
      }}
    </Loaded>
  );
}

function Account({
  connection,
  sandboxConsole,
  sdkSetup,
}: Omit<ConnectionScreenProps, 'connectionId'> & { connection: Connection }) {
  const { id, label, isSandbox } = connection;
  const providerName = useProviders().nameOf(connection.providerId);
  const sync = useAccountSync(id);
  const isByHand = useIsByHand(connection);
  const actions = useAccountActions(connection, { sync: sync.start, isByHand });
  return (
    <Pane
      title={
        <span className={styles['title']}>
          <UntrustedText text={label} limit={80} />
          {isSandbox && <Badge>sandbox</Badge>}
        </span>
      }
      subtitle={
        <>
          {providerName} ·{' '}
          <UntrustedText text={withoutBrand(connection.accountName, providerName)} limit={120} />
        </>
      }
      actions={
        <>
          <Button variant="quiet" onPress={actions.showAll}>
            All accounts
          </Button>
          {isByHand ? (
            <Button icon="add" onPress={actions.addByHand}>
              Add a key by hand…
            </Button>
          ) : (
            <Button icon="refresh" isDisabled={sync.running !== null} onPress={sync.start}>
              {sync.running === null ? 'Read again' : 'Reading…'}
            </Button>
          )}
        </>
      }
    >
      <ScreenTitle>{visibleText(label, 80)}</ScreenTitle>
      <div className={styles['sections']}>
        <div className={styles['notices']}>
          <AccountNotices connection={connection} sync={sync} />
        </div>
        <AccountFacts connection={connection} />
        <div className={styles['actions']}>
          {!isByHand && <Button onPress={actions.signIn}>Sign in again…</Button>}
          <Button onPress={actions.rename}>Rename…</Button>
        </div>
        <AccountRights connection={connection} />
        <AccountContainers connection={connection} />
        {isByHand && isSandbox && sandboxConsole(id)}
        {isByHand && sdkSetup(id)}
        <EndSection connection={connection} onForget={actions.forget} />
      </div>
      <AccountDialogs connection={connection} />
    </Pane>
  );
}

function EndSection({ connection, onForget }: { connection: Connection; onForget: () => void }) {
  const { isSandbox } = connection;
  return (
    <section className={styles['end']} aria-labelledby="end-title">
      <h2 id="end-title">{isSandbox ? 'Leave the sandbox' : 'Forget this account'}</h2>
      <p className={styles['muted']}>
        {isSandbox
          ? 'Removes the simulated account, its keys and its secrets from this machine. It can be started afresh at any time.'
          : 'Removes the account, its keys and what is kept for it from this machine. Nothing changes at the provider: its keys go on working.'}
      </p>
      <div className={styles['flush']}>
        <Button variant="danger-quiet" onPress={onForget}>
          {isSandbox ? 'Leave the sandbox…' : 'Forget this account…'}
        </Button>
      </div>
    </section>
  );
}

function AccountDialogs({ connection }: { connection: Connection }) {
  const { dialog } = useSearch({ from: '/connections/$connectionId' });
  const navigate = useNavigate({ from: '/connections/$connectionId' });
  const close = () => {
    // Navigation never rejects; a screen that fails shows its own error.
    void navigate({ search: {}, replace: true });
  };
  return (
    <>
      <RenameDialog connection={connection} isOpen={dialog === 'rename'} onClose={close} />
      <ForgetDialog connection={connection} isOpen={dialog === 'forget'} onClose={close} />
    </>
  );
}

function useAccountActions(
  connection: Connection,
  { sync, isByHand }: { sync: () => Promise<void>; isByHand: boolean },
) {
  const navigate = useNavigate();
  const params = { connectionId: connection.id };
  const open = (dialog: ConnectionDialog) => () =>
    void navigate({ to: '/connections/$connectionId', params, search: { dialog } });
  const actions = {
    addByHand: useAddByHand(connection),
    showAll: () => void navigate({ to: '/connections' }),
    signIn: () => void navigate({ to: '/connections/$connectionId/sign-in', params }),
    rename: open('rename'),
    forget: open('forget'),
  };
  const group = 'Everywhere' as const;
  const toRead: readonly AppCommand[] = [
    {
      id: 'connection.sync',
      label: 'Read this account again',
      icon: 'refresh',
      group,
      run: () => void sync(),
    },
    {
      id: 'connection.sign-in',
      label: 'Sign in to this account again…',
      icon: 'lock',
      group,
      run: actions.signIn,
    },
  ];
  useRegisterCommands([
    ...(isByHand ? [] : toRead),
    {
      id: 'connection.rename',
      label: 'Rename this account…',
      icon: 'edit',
      group,
      run: actions.rename,
    },
  ]);
  return actions;
}
