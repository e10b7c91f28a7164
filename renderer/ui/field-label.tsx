import { Label } from 'react-aria-components/Label';
import styles from './field.module.css';

interface FieldLabelProps {
  label: string;
  /** Beside the label in muted text, such as "optional". */
  note?: string | undefined;
  isHidden?: boolean | undefined;
}

export function FieldLabel({ label, note, isHidden = false }: FieldLabelProps) {
  return (
    <Label className={isHidden ? 'visually-hidden' : (styles['label'] ?? '')}>
      {label}
      {note !== undefined && <span className={styles['labelNote']}> {note}</span>}
    </Label>
  );
}
