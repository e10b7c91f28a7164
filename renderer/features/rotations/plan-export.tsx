import type { RotationPlan } from '../../../shared/rotations/rotation-view.ts';
import { useCommand } from '../../ipc/use-command.ts';
import { ExportMenu, ExportNotes, useExporting } from './export-menu.tsx';
import styles from './documents.module.css';

/** The plan as a file: to show it to somebody, or to apply it later. */
export function PlanExport({ plan: { marker } }: { plan: RotationPlan }) {
  const command = useCommand('rotations.export-plan');
  const exporting = useExporting({ ...command, run: (format) => command.run({ marker, format }) });
  return (
    <>
      <div className={styles['row']}>
        <ExportMenu what="plan" exporting={exporting} />
        <span className={styles['hint']}>
          Take it along, show it to somebody, or apply it later from the list of rotations.
        </span>
      </div>
      <ExportNotes exporting={exporting} />
    </>
  );
}
