import { useState } from 'react';
import { visibleText } from '../../ui/visible-text.ts';
import { TextField } from '../../ui/text-field.tsx';
import { UntrustedText } from '../../ui/untrusted-text.tsx';
import { NoPlaceNote, useNoPlace } from './no-place-note.tsx';
import { TaskFrame } from './task-frame.tsx';
import { usePutSecret } from './use-put-secret.ts';
import { ValueField } from './value-field.tsx';
import { VaultError } from './vault-error.tsx';
import { nameProblem } from './vault-rules.ts';
import type { TaskPanelProps } from './task-panel-props.ts';

/** A new name. A name that exists is refused: replacing is another intention. */
export function CreatePanel({ summary, descriptor, vault, entries, onDone }: TaskPanelProps) {
  const [name, setName] = useState('');
  const [isChecked, setIsChecked] = useState(false);
  const noPlace = useNoPlace(summary.connectionId);
  const put = usePutSecret({
    keyId: summary.id,
    intent: 'create',
    onDone: (created) => {
      onDone({ text: `${visibleText(created)} is in the vault, and its value is held here.` });
    },
    onFailed: () => {
      if (vault.names.state === 'ready') vault.names.refresh();
    },
  });
  const taken = entries.find((entry) => entry.name === name && entry.presence === 'at-provider');
  const broken = nameProblem(name, descriptor.limits);
  const isShown = isChecked || name !== '';
  const submit = () => {
    setIsChecked(true);
    if (broken === null && taken === undefined) void put.send(name);
  };
  return (
    <TaskFrame
      title={
        <>
          Create a secret in <UntrustedText text={summary.name} limit={60} />
        </>
      }
      verb="Create secret"
      isPending={put.isPending}
      isBlocked={noPlace !== null}
      onSubmit={submit}
    >
      {noPlace !== null && <NoPlaceNote reason={noPlace} />}
      <TextField
        label="Name"
        isMonospace
        isRequired
        autoFocus
        value={name}
        onChange={setName}
        error={
          taken !== undefined
            ? 'This name exists already. To overwrite its value, use Replace beside it.'
            : isShown
              ? (broken ?? undefined)
              : undefined
        }
      />
      <ValueField
        put={put}
        name={name}
        description={`${descriptor.name} never returns it, so it is kept on this machine first. Several lines are fine.`}
      />
      <VaultError error={put.error} name={name} summary={summary} vault={vault} entries={entries} />
    </TaskFrame>
  );
}
