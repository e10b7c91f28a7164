import { useState } from 'react';
import type { KeyId } from '../../../shared/lib/ids.ts';
import type { VaultEntry } from '../../../shared/vault/vault-entry.ts';
import { useCommand } from '../../ipc/use-command.ts';
import { useProviders } from '../../parts/use-providers.ts';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { UntrustedText } from '../../ui/untrusted-text.tsx';
import { visibleText } from '../../ui/visible-text.ts';
import { KeyPicker } from './key-picker.tsx';
import { TaskFrame } from './task-frame.tsx';
import { CopyError } from './vault-error.tsx';
import { nameProblem } from './vault-rules.ts';
import type { TaskPanelProps } from './task-panel-props.ts';

type Intent = 'create' | 'replace';

/** The held value under the same name in another vault; the intention is chosen, never guessed. */
export function CopyPanel({
  entry,
  summary,
  descriptor,
  keys,
  onDone,
}: TaskPanelProps & { entry: VaultEntry }) {
  const { find } = useProviders();
  const [targetId, setTargetId] = useState<KeyId | undefined>();
  const [intent, setIntent] = useState<Intent>('create');
  const [isChecked, setIsChecked] = useState(false);
  const copy = useCommand('vault.copy-to-key');
  const others = keys.filter(({ id }) => id !== summary.id);
  const target = others.find(({ id }) => id === targetId);
  const targetLimits = target === undefined ? undefined : find(target.providerId)?.limits;
  const nameRefusal = targetLimits === undefined ? null : nameProblem(entry.name, targetLimits);
  const { nouns } = descriptor;
  const submit = async () => {
    setIsChecked(true);
    if (target === undefined || nameRefusal !== null) return;
    const result = await copy.run({ entryId: entry.id, keyId: target.id, intent });
    if (!result.ok) return;
    const verb = intent === 'create' ? 'was created in' : 'was replaced in';
    onDone({
      text: `${visibleText(entry.name)} ${verb} the vault of ${visibleText(target.name)}.`,
      otherKeyId: target.id,
    });
  };
  return (
    <TaskFrame
      title={
        <>
          Copy <UntrustedText text={entry.name} limit={60} /> to another vault
        </>
      }
      verb={intent === 'create' ? 'Create it there' : 'Replace it there'}
      isPending={copy.isPending}
      onSubmit={() => void submit()}
    >
      <KeyPicker
        label="To the vault of"
        nouns={nouns}
        keys={others}
        chosenId={targetId}
        onChange={setTargetId}
        autoFocus
        error={
          isChecked && target === undefined
            ? `Choose the ${nouns.key} to copy to.`
            : (nameRefusal ?? undefined)
        }
      />
      <RadioGroup
        label="Under the same name"
        value={intent}
        onChange={(next) => {
          copy.clearError();
          setIntent(next);
        }}
        options={[
          {
            value: 'create',
            label: 'Create it there',
            description: 'Refused when the name exists there already.',
          },
          {
            value: 'replace',
            label: 'Replace the value there',
            description:
              'Overwrites what the name holds there, for good. Refused when there is no such name.',
          },
        ]}
      />
      {copy.error !== null && target !== undefined && (
        <CopyError
          error={copy.error}
          target={target}
          providerName={descriptor.name}
          onIntent={(next) => {
            copy.clearError();
            setIntent(next);
          }}
        />
      )}
    </TaskFrame>
  );
}
