import type { VaultEntry } from '../../../shared/vault/vault-entry.ts';
import { Banner } from '../../ui/banner.tsx';
import { UntrustedText } from '../../ui/untrusted-text.tsx';
import { visibleText } from '../../ui/visible-text.ts';
import { NoPlaceNote, useNoPlace } from './no-place-note.tsx';
import { TaskFrame } from './task-frame.tsx';
import { usePutSecret } from './use-put-secret.ts';
import { ValueField } from './value-field.tsx';
import { VaultError } from './vault-error.tsx';
import type { TaskPanelProps } from './task-panel-props.ts';
import { replaceWarning } from './vault-words.ts';

/** A new value under a name that exists. What it overwrites is said first. */
export function ReplacePanel({
  entry,
  summary,
  descriptor,
  vault,
  entries,
  onDone,
}: TaskPanelProps & { entry: VaultEntry }) {
  const noPlace = useNoPlace(summary.connectionId);
  const put = usePutSecret({
    keyId: summary.id,
    intent: 'replace',
    onDone: (name) => {
      onDone({ text: `${visibleText(name)} has its new value, and it is held here.` });
    },
    onFailed: () => {
      if (vault.names.state === 'ready') vault.names.refresh();
    },
  });
  return (
    <TaskFrame
      title={
        <>
          Replace the value of <UntrustedText text={entry.name} limit={60} />
        </>
      }
      verb="Replace value"
      isPending={put.isPending}
      isBlocked={noPlace !== null}
      onSubmit={() => void put.send(entry.name)}
    >
      {noPlace !== null && <NoPlaceNote reason={noPlace} />}
      <Banner tone="warning" title="The old value is overwritten">
        {replaceWarning(entry, descriptor.name)}
      </Banner>
      <ValueField
        put={put}
        name={entry.name}
        description={`${descriptor.name} never returns it, so it is kept on this machine first. Several lines are fine.`}
        autoFocus
      />
      <VaultError
        error={put.error}
        name={entry.name}
        summary={summary}
        vault={vault}
        entries={entries}
      />
    </TaskFrame>
  );
}
