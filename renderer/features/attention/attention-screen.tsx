import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Connection } from '../../../shared/connections/connection.ts';
import type { KeySummary } from '../../../shared/keys/key.ts';
import type { RotationView } from '../../../shared/rotations/rotation-view.ts';
import { useCommandQuery } from '../../ipc/use-command-query.ts';
import { useKeyList } from '../../ipc/use-key-list.ts';
import { countOf } from '../../messages/count-words.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { ScreenTitle } from '../../parts/screen-title.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Pane } from '../../ui/pane.tsx';
import { AccountTroubles } from './account-troubles.tsx';
import {
  accountTrouble,
  aroundDueList,
  attentionGroups,
  type AttentionGroup,
} from './attention-groups.ts';
import { DriftGroup } from './drift-group.tsx';
import { DueGroup } from './due-group.tsx';
import { KeyGroup } from './key-group.tsx';
import { MissingSecretsGroup } from './missing-secrets-group.tsx';
import { missingSecrets } from './missing-secrets.ts';
import { useDrift } from './use-drift.ts';
import { isDueListEmpty, useDueList } from './use-due-list.ts';
import styles from './attention.module.css';

const noConnections: readonly Connection[] = [];
const noRotations: readonly RotationView[] = [];

/** What asks for a decision, most urgent first, each with the way on. */
export function AttentionScreen() {
  const list = useKeyList();
  return (
    <>
      <ScreenTitle>Attention</ScreenTitle>
      <Loaded query={list}>{({ rows }) => <Attention rows={rows} />}</Loaded>
    </>
  );
}

function Attention({ rows }: { rows: readonly KeySummary[] }) {
  const navigate = useNavigate();
  const connections = useCommandQuery('connections.list', {});
  const rotations = useCommandQuery('rotations.list', {});
  const accounts = connections.state === 'ready' ? connections.value : noConnections;
  const open = (rotations.state === 'ready' ? rotations.value : noRotations).filter(
    ({ isOpen }) => isOpen,
  );
  const groups = useMemo(() => attentionGroups(rows), [rows]);
  const missing = useMemo(() => missingSecrets(rows), [rows]);
  const drift = useDrift();
  const dueList = useDueList();
  const { before, after } = aroundDueList(groups);
  const troubled = accounts.filter((account) => accountTrouble(account) !== null);
  const keyCount = groups.reduce((sum, { keys }) => sum + keys.length, 0);
  const isQuiet =
    [keyCount, troubled.length, drift.length, missing.length].every((count) => count === 0) &&
    isDueListEmpty(dueList);
  return (
    <Pane
      title="Attention"
      subtitle={isQuiet ? undefined : summary(keyCount, troubled.length)}
      padding="none"
      actions={
        open.length > 0 && (
          <Button icon="rotate" onPress={() => navigate({ to: '/rotations' })}>
            {countOf(open.length, 'open rotation', 'open rotations')}
          </Button>
        )
      }
    >
      {isQuiet ? (
        <AllQuiet hasAccounts={accounts.length > 0} hasKeys={rows.length > 0} />
      ) : (
        <div className={styles['groups']}>
          {troubled.length > 0 && <AccountTroubles connections={troubled} />}
          <DriftGroup rows={drift} connections={accounts} />
          <KeyGroups groups={before} />
          <DueGroup list={dueList} rows={rows} />
          <KeyGroups groups={after} />
          <MissingSecretsGroup accounts={missing} connections={accounts} />
        </div>
      )}
    </Pane>
  );
}

function KeyGroups({ groups }: { groups: readonly AttentionGroup[] }) {
  return groups.map((group) => <KeyGroup key={group.reason} group={group} />);
}

function summary(keyCount: number, accountCount: number): string {
  return [
    ...(accountCount === 0 ? [] : [countOf(accountCount, 'account', 'accounts')]),
    ...(keyCount === 0 ? [] : [countOf(keyCount, 'key', 'keys')]),
  ].join(' · ');
}

function AllQuiet({ hasAccounts, hasKeys }: { hasAccounts: boolean; hasKeys: boolean }) {
  const navigate = useNavigate();
  if (!hasAccounts || !hasKeys) {
    return (
      <EmptyState
        icon="attention"
        title="Nothing to look at yet"
        actions={
          <Button
            variant="primary"
            onPress={() => navigate({ to: hasAccounts ? '/keys' : '/connections/new' })}
          >
            {hasAccounts ? 'Show all keys' : 'Connect an account…'}
          </Button>
        }
      >
        Keys that are too old, open to everybody, vanished at the provider or in the middle of a
        rotation appear here, each with the way on.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon="success"
      title="Nothing needs attention"
      actions={
        <Button onPress={() => navigate({ to: '/settings' })}>Set how old keys may be</Button>
      }
    >
      No key is older than you allow, open to everybody or vanished, and every account could be
      read. What changes that appears here.
    </EmptyState>
  );
}
