import type { ReactNode } from 'react';
import { FieldError } from 'react-aria-components/FieldError';
import { Text } from 'react-aria-components/Text';
import { Icon } from './icon.tsx';
import styles from './field.module.css';

interface FieldNotesProps {
  description?: ReactNode;
  error?: string | undefined;
}

/** Under a control: what it means, and what is wrong with it, said aloud when it appears. */
export function FieldNotes({ description, error }: FieldNotesProps) {
  return (
    <>
      {description !== undefined && description !== null && (
        <Text slot="description" className={styles['description'] ?? ''}>
          {description}
        </Text>
      )}
      <div aria-live="polite" className={styles['errorSlot']}>
        {error !== undefined && (
          <FieldError className={styles['error'] ?? ''}>
            <Icon name="danger" size={14} />
            <span>{error}</span>
          </FieldError>
        )}
      </div>
    </>
  );
}
