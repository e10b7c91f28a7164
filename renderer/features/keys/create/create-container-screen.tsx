import { useNavigate } from '@tanstack/react-router';
import { useState, type SyntheticEvent } from 'react';
import type { Connection } from '../../../../shared/connections/connection.ts';
import type { ConnectionId } from '../../../../shared/lib/ids.ts';
import { useCommand } from '../../../ipc/use-command.ts';
import { useCommandQuery } from '../../../ipc/use-command-query.ts';
import { sentenceCase, withArticle } from '../../../messages/count-words.ts';
import { ErrorBanner } from '../../../parts/error-banner.tsx';
import { Loaded } from '../../../parts/loaded.tsx';
import { nameProblem } from '../../../parts/name-problem.ts';
import { ScreenTitle } from '../../../parts/screen-title.tsx';
import { useCloseScreen } from '../../../parts/use-close-screen.ts';
import { useEscapeToClose } from '../../../parts/use-escape-to-close.ts';
import { useProviders } from '../../../parts/use-providers.ts';
import { announce } from '../../../ui/announce.ts';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Pane } from '../../../ui/pane.tsx';
import { Select } from '../../../ui/select.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { visibleText } from '../../../ui/visible-text.ts';
import styles from './create.module.css';

/** Another app at a provider. Says first that it is rarely needed. */
export function CreateContainerScreen() {
  const connections = useCommandQuery('connections.list', {});
  const { find } = useProviders();
  return (
    <>
      <ScreenTitle>Create an app</ScreenTitle>
      <Loaded query={connections}>
        {(all) => {
          const able = all.filter(
            ({ providerId }) => find(providerId)?.capabilities.createContainer === true,
          );
          return able.length === 0 ? <NoAccount /> : <CreateContainerForm connections={able} />;
        }}
      </Loaded>
    </>
  );
}

function NoAccount() {
  const navigate = useNavigate();
  return (
    <Pane title="Create an app">
      <EmptyState
        icon="connection"
        title="No connected account can hold a new app"
        actions={
          <Button variant="primary" onPress={() => navigate({ to: '/connections/new' })}>
            Connect an account
          </Button>
        }
      >
        Apps are made inside an account. Connect one whose provider offers it.
      </EmptyState>
    </Pane>
  );
}

function CreateContainerForm({ connections }: { connections: readonly Connection[] }) {
  const navigate = useNavigate();
  const close = useCloseScreen();
  useEscapeToClose(close);
  const { find } = useProviders();
  const create = useCommand('containers.create');
  const [connectionId, setConnectionId] = useState<ConnectionId | null>(connections[0]?.id ?? null);
  const [name, setName] = useState('');
  const connection = connections.find(({ id }) => id === connectionId);
  const descriptor = connection && find(connection.providerId);
  const problem = nameProblem(name, descriptor?.limits.containerNameMax ?? 200);
  const noun = descriptor?.nouns.container ?? 'app';

  const send = async () => {
    if (connectionId === null || problem !== undefined) return;
    const created = await create.run({ connectionId, name });
    if (!created.ok) return;
    announce(`The ${noun} exists.`);
    await navigate({ to: '/keys/new', search: { container: created.value.id }, replace: true });
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void send();
  };
  return (
    <Pane
      title={`Create ${withArticle(noun)}`}
      subtitle={descriptor?.words.createContainer ?? undefined}
      footer={
        <div className={styles['footer']}>
          <Button variant="quiet" isDisabled={create.isPending} onPress={close}>
            Cancel
          </Button>
          <span className={styles['space']} />
          <Button
            variant="primary"
            isDisabled={problem !== undefined || connectionId === null}
            isPending={create.isPending}
            onPress={send}
          >
            {`Create ${noun}`}
          </Button>
        </div>
      }
    >
      <form className={styles['form']} onSubmit={submit}>
        {connections.length > 1 && (
          <Select<ConnectionId>
            label="Account"
            options={connections.map(({ id, label }) => ({
              value: id,
              label: visibleText(label, 60),
            }))}
            value={connectionId}
            onChange={setConnectionId}
          />
        )}
        <TextField
          label="Name"
          description={`What belongs together, such as a product or a team. ${sentenceCase(withArticle(noun))} cannot be moved to another account.`}
          value={name}
          onChange={setName}
          error={name === '' ? undefined : problem}
          isRequired
          autoFocus
        />
        {create.error !== null && (
          <ErrorBanner
            error={create.error}
            onRetry={() => void send()}
            connectionId={connectionId ?? undefined}
          />
        )}
      </form>
    </Pane>
  );
}
