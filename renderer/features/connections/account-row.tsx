import { Link, useNavigate } from '@tanstack/react-router';
import { withoutBrand } from '../../../shared/connections/account-title.ts';
import type { Connection } from '../../../shared/connections/connection.ts';
import { countOf } from '../../messages/count-words.ts';
import { useNow } from '../../parts/use-now.ts';
import { useProviders } from '../../parts/use-providers.ts';
import { Badge } from '../../ui/badge.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu, type MenuAction } from '../../ui/menu.tsx';
import { ProviderMark } from '../../ui/provider-mark.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { UntrustedText } from '../../ui/untrusted-text.tsx';
import { visibleText } from '../../ui/visible-text.ts';
import { AccountNotices } from './account-notices.tsx';
import { byHandWords, hostOf, signInWords } from './account-words.ts';
import { AsOf } from './as-of.tsx';
import { useAccountSync } from './use-account-sync.ts';
import { useAddByHand } from './use-add-by-hand.ts';
import { useIsByHand } from './use-is-by-hand.ts';
import styles from './accounts.module.css';

/** One account in the list; its name leads to the account's own screen. */
export function AccountRow({ connection }: { connection: Connection }) {
  const { id, label, accountName, baseUrl, isSandbox, keyCount, providerId } = connection;
  const { nameOf, find } = useProviders();
  const sync = useAccountSync(id);
  const isByHand = useIsByHand(connection);
  const now = useNow();
  const state = isByHand ? byHandWords : signInWords(connection, now);
  const mark = find(providerId)?.mark;
  const providerName = nameOf(providerId);
  return (
    <li className={styles['account']}>
      <div className={styles['row']}>
        <span className={styles['mark']}>
          {mark !== undefined && <ProviderMark letters={mark.letters} hue={mark.hue} />}
        </span>
        <div className={styles['names']}>
          <div className={styles['headline']}>
            <Link
              to="/connections/$connectionId"
              params={{ connectionId: id }}
              className={styles['link']}
            >
              <UntrustedText text={label} limit={80} />
            </Link>
            {isSandbox && <Badge>sandbox</Badge>}
          </div>
          <div className={styles['under']}>
            {providerName} ·{' '}
            <UntrustedText text={withoutBrand(accountName, providerName)} limit={80} /> ·{' '}
            {hostOf(baseUrl)}
          </div>
        </div>
        <div className={styles['state']}>
          <StatusMark status={state.mark} word={state.short} />
        </div>
        <div className={styles['figures']}>
          <div>{countOf(keyCount, 'key', 'keys')}</div>
          {!isByHand && (
            <div className={styles['under']}>
              <AsOf connection={connection} />
            </div>
          )}
        </div>
        <div className={styles['tools']}>
          {isByHand ? (
            <AddKeyByHand connection={connection} />
          ) : (
            <IconButton
              icon="refresh"
              label={`Read ${visibleText(label, 60)} again`}
              tooltip="Read again"
              isDisabled={sync.running !== null}
              onPress={() => void sync.start()}
            />
          )}
          <AccountMenu connection={connection} isByHand={isByHand} />
        </div>
      </div>
      <div className={styles['notices']}>
        <AccountNotices connection={connection} sync={sync} />
      </div>
    </li>
  );
}

function AddKeyByHand({ connection }: { connection: Connection }) {
  const add = useAddByHand(connection);
  return (
    <IconButton
      icon="add"
      label={`Add a key to ${visibleText(connection.label, 60)} by hand`}
      tooltip="Add a key by hand"
      onPress={add}
    />
  );
}

function AccountMenu({ connection, isByHand }: { connection: Connection; isByHand: boolean }) {
  const navigate = useNavigate();
  const params = { connectionId: connection.id };
  const to = '/connections/$connectionId';
  const items = [
    ...(isByHand ? [] : ([{ id: 'sign-in', label: 'Sign in again…', icon: 'lock' }] as const)),
    { id: 'rename', label: 'Rename…', icon: 'edit' },
    'separator',
    {
      id: 'forget',
      label: connection.isSandbox ? 'Leave the sandbox…' : 'Forget…',
      icon: 'delete',
      isDanger: true,
    },
  ] as const satisfies readonly (MenuAction<string> | 'separator')[];
  return (
    <Menu
      label={`More for ${visibleText(connection.label, 60)}`}
      items={items}
      onAction={(action) => {
        // Navigation never rejects; a screen that fails shows its own error.
        if (action === 'sign-in')
          void navigate({ to: '/connections/$connectionId/sign-in', params });
        else void navigate({ to, params, search: { dialog: action } });
      }}
    />
  );
}
