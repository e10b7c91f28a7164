import { CopyPanel } from './copy-panel.tsx';
import { CreatePanel } from './create-panel.tsx';
import { ReplacePanel } from './replace-panel.tsx';
import type { TaskPanelProps } from './task-panel-props.ts';
import type { VaultTask } from './vault-task.ts';

/** Creating, replacing and copying stand above the list, which stays readable. */
export function VaultTaskPanel({
  task,
  ...props
}: TaskPanelProps & { task: Exclude<VaultTask, { kind: 'delete' }> }) {
  switch (task.kind) {
    case 'create':
      return <CreatePanel {...props} />;
    case 'replace':
      return <ReplacePanel {...props} entry={task.entry} />;
    case 'copy':
      return <CopyPanel {...props} entry={task.entry} />;
  }
}
