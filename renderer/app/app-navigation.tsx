import { useLocation, useNavigate, useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Connection } from '../../shared/connections/connection.ts';
import { useCommandQuery } from '../ipc/use-command-query.ts';
import { useKeyList } from '../ipc/use-key-list.ts';
import { useProviders } from '../parts/use-providers.ts';
import { Kbd } from '../ui/kbd.tsx';
import type { IconName } from '../ui/icon.tsx';
import { NavItem, type NavItemProps } from '../ui/nav-item.tsx';
import { NavList } from '../ui/nav-list.tsx';
import { StatusMark } from '../ui/status-mark.tsx';
import { UntrustedText } from '../ui/untrusted-text.tsx';
import { destinations } from './destinations.ts';
import styles from './app-navigation.module.css';

type Destination = (typeof destinations)[number]['to'];

export function AppNavigation({ onSearch }: { onSearch: () => void }) {
  const counts = useCounts();
  const connections = useCommandQuery('connections.list', {});
  const accounts = connections.state === 'ready' ? connections.value : [];
  return (
    <div className={styles['navigation']}>
      <header className={styles['brand']}>
        <span className={styles['name']}>Rekey</span>
        <button type="button" className={styles['palette']} onClick={onSearch}>
          Commands <Kbd keys="Mod+K" />
        </button>
      </header>
      <NavList label="Screens">
        {destinations.slice(0, 5).map(({ to, label, icon }) => (
          <RouteItem key={to} to={to} icon={icon} count={counts[to]}>
            {label}
          </RouteItem>
        ))}
      </NavList>
      <NavList label="Accounts" isLabelShown>
        {accounts.map((account) => (
          <AccountItem key={account.id} account={account} />
        ))}
        {accounts.length > 0 && (
          <ExactItem to="/connections" icon="connection">
            All accounts
          </ExactItem>
        )}
        <ExactItem to="/connections/new" icon="add">
          Connect an account
        </ExactItem>
      </NavList>
      <div className={styles['rest']}>
        <NavList label="App">
          <RouteItem to="/settings" icon="settings">
            Settings
          </RouteItem>
        </NavList>
      </div>
    </div>
  );
}

function RouteItem({
  to,
  icon,
  count,
  children,
}: {
  to: Destination;
  icon: IconName;
  count?: NavItemProps['count'];
  children: ReactNode;
}) {
  const router = useRouter();
  const navigate = useNavigate();
  const pathname = useLocation({ select: (location) => location.pathname });
  const isCurrent =
    pathname === to ||
    pathname.startsWith(`${to}/`) ||
    (to === '/keys' && pathname.startsWith('/containers/'));
  return (
    <NavItem
      href={router.history.createHref(router.buildLocation({ to }).href)}
      onPress={() => void navigate({ to })}
      isCurrent={isCurrent}
      icon={icon}
      count={count}
    >
      {children}
    </NavItem>
  );
}

function AccountItem({ account }: { account: Connection }) {
  const router = useRouter();
  const navigate = useNavigate();
  const pathname = useLocation({ select: (location) => location.pathname });
  const target = {
    to: '/connections/$connectionId',
    params: { connectionId: account.id },
  } as const;
  const location = router.buildLocation(target);
  return (
    <NavItem
      href={router.history.createHref(location.href)}
      onPress={() => void navigate(target)}
      isCurrent={pathname.startsWith(location.pathname)}
      mark={<AccountMark account={account} />}
    >
      <UntrustedText text={account.label} limit={60} />
    </NavItem>
  );
}

function AccountMark({ account }: { account: Connection }) {
  const { find } = useProviders();
  if (find(account.providerId)?.capabilities.byHand === true)
    return <StatusMark status="active" word="kept by hand" isWordHidden />;
  if (account.signIn === 'needed')
    return <StatusMark status="attention" word="needs sign-in" isWordHidden />;
  if (account.lastSyncError !== null)
    return <StatusMark status="attention" word="the last sync failed" isWordHidden />;
  return account.lastSyncAt === null ? (
    <StatusMark status="unknown" word="not read yet" isWordHidden />
  ) : (
    <StatusMark status="active" word="signed in" isWordHidden />
  );
}

/** Current only on its own screen, not on those below it. */
function ExactItem({
  to,
  icon,
  children,
}: {
  to: '/connections' | '/connections/new';
  icon: IconName;
  children: ReactNode;
}) {
  const router = useRouter();
  const navigate = useNavigate();
  const pathname = useLocation({ select: (location) => location.pathname });
  return (
    <NavItem
      href={router.history.createHref(router.buildLocation({ to }).href)}
      onPress={() => void navigate({ to })}
      isCurrent={pathname === to}
      icon={icon}
    >
      {children}
    </NavItem>
  );
}

/** Nothing is counted before it is read, and a zero is no news. */
function useCounts(): Partial<Record<Destination, NavItemProps['count']>> {
  const keys = useKeyList();
  const rotations = useCommandQuery('rotations.list', {});
  const total = keys.state === 'ready' ? keys.value.total : 0;
  const attention =
    keys.state === 'ready' ? keys.value.rows.filter((row) => row.attention.length > 0).length : 0;
  const open =
    rotations.state === 'ready' ? rotations.value.filter((rotation) => rotation.isOpen).length : 0;
  return {
    '/keys': total === 0 ? undefined : { value: total, meaning: 'keys' },
    '/attention':
      attention === 0
        ? undefined
        : { value: attention, meaning: 'need attention', isAttention: true },
    '/rotations': open === 0 ? undefined : { value: open, meaning: 'open rotations' },
  };
}
