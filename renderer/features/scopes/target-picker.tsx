import type { ReactNode } from 'react';
import type { Container, ScopeTarget } from '../../../shared/connections/connection.ts';
import { useCommandQuery } from '../../ipc/use-command-query.ts';
import { ErrorBanner } from '../../parts/error-banner.tsx';
import { ComboBox } from '../../ui/combo-box.tsx';
import { visibleText } from '../../ui/visible-text.ts';
import styles from './scope-editor.module.css';

export interface TargetPickerProps {
  containerId: Container['id'];
  label: string;
  /** Resources that are chosen already. */
  taken: readonly string[];
  onPick: (target: ScopeTarget) => void;
  /** What is offered while the provider's names cannot be read. */
  otherwise?: ReactNode;
}

const kindWords: Readonly<Record<ScopeTarget['kind'], string>> = {
  queue: 'queue',
  namespace: 'namespace',
  channel: 'channel',
};

/** What the provider says can be named in a scope. Without it, names are typed. */
export function TargetPicker({ containerId, label, taken, onPick, otherwise }: TargetPickerProps) {
  const targets = useCommandQuery('containers.scope-targets', { containerId });
  if (targets.state === 'loading')
    return <p className={styles['note']}>Asking the provider for names…</p>;
  if (targets.state === 'failed')
    return (
      <>
        <ErrorBanner error={targets.error} onRetry={targets.retry} />
        {otherwise}
      </>
    );
  const offered = targets.value.filter(({ resource }) => !taken.includes(resource));
  if (offered.length === 0)
    return (
      <p className={styles['note']}>
        {targets.value.length === 0
          ? 'The provider has no names to pick from.'
          : 'Everything the provider has is chosen.'}
      </p>
    );
  return (
    <ComboBox<string>
      // A picked name is no value of this field: it starts empty again.
      key={taken.length}
      label={label}
      options={offered.map((target) => ({
        value: target.resource,
        label: visibleText(target.resource, 80),
        description: [
          kindWords[target.kind],
          ...(target.name === target.resource ? [] : [visibleText(target.name, 60)]),
          ...(target.publicId === null ? [] : [visibleText(target.publicId, 40)]),
        ].join(' · '),
      }))}
      value={null}
      onChange={(resource) => {
        const picked = offered.find((target) => target.resource === resource);
        if (picked !== undefined) onPick(picked);
      }}
    />
  );
}
