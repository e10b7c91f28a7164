import { Label } from 'react-aria-components/Label';
import { ProgressBar as AriaProgressBar } from 'react-aria-components/ProgressBar';
import { Button } from './button.tsx';
import styles from './progress-bar.module.css';

export interface ProgressBarProps {
  label: string;
  value: number;
  /** null while the total is not known: then the figure stands alone and no share is claimed. */
  total: number | null;
  /** The figures in words, such as "12 of 40 pages". */
  valueText: string;
  onCancel?: (() => void) | undefined;
  cancelLabel?: string | undefined;
}

export function ProgressBar({
  label,
  value,
  total,
  valueText,
  onCancel,
  cancelLabel = 'Cancel',
}: ProgressBarProps) {
  return (
    <div className={styles['row']}>
      <AriaProgressBar
        className={styles['progress'] ?? ''}
        isIndeterminate={total === null}
        maxValue={total ?? 1}
        value={total === null ? 0 : value}
        valueLabel={valueText}
      >
        <span className={styles['words']}>
          <Label>{label}</Label>
          <span className={styles['figures']}>{valueText}</span>
        </span>
        {total !== null && (
          <span className={styles['track']}>
            <span
              className={styles['fill']}
              style={{ transform: `scaleX(${share(value, total)})` }}
            />
          </span>
        )}
      </AriaProgressBar>
      {onCancel !== undefined && (
        <Button size="small" onPress={onCancel}>
          {cancelLabel}
        </Button>
      )}
    </div>
  );
}

function share(value: number, total: number): string {
  if (total <= 0) return '0';
  return String(Math.min(1, Math.max(0, value / total)));
}
