import { useState, type ReactNode, type SyntheticEvent } from 'react';
import { Dialog as AriaDialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { Button } from './button.tsx';
import { classNames } from './class-names.ts';
import { TextField } from './text-field.tsx';
import { useFocusAfterClose } from './use-focus-after-close.ts';
import { visibleText } from './visible-text.ts';
import styles from './dialog.module.css';

export interface DialogProps {
  isOpen: boolean;
  /** Escape and the cancel button; a click outside does nothing. Not called while pending. */
  onClose: () => void;
  title: string;
  /** `danger` makes the confirming button red and the dialog an alert dialog. */
  tone?: 'normal' | 'danger' | undefined;
  size?: 'normal' | 'wide' | undefined;
  /** What will happen, in sentences; fields are allowed, Enter in them confirms. */
  children: ReactNode;
  /** Names the effect: "Disable keyset". */
  confirmLabel: string;
  /** Gets what was typed for the confirmation, else an empty string. */
  onConfirm: (typedText: string) => void;
  /** null: nothing is left to cancel, and confirming only closes. */
  cancelLabel?: string | null | undefined;
  isPending?: boolean | undefined;
  isConfirmDisabled?: boolean | undefined;
  /** The confirming button works only after this text was typed exactly. */
  typedConfirmation?: { label: string; expectedText: string } | undefined;
  /** Stands above the buttons, where it is in sight however long the rest is; usually a Banner. */
  error?: ReactNode;
}

/** Modal, for confirmations and short forms only: wizards and editors take the list's place. */
export function Dialog(props: DialogProps) {
  const { isOpen, onClose, isPending = false, tone = 'normal', size = 'normal' } = props;
  return (
    <ModalOverlay
      className={styles['overlay'] ?? ''}
      isKeyboardDismissDisabled={isPending}
      isOpen={isOpen}
      onOpenChange={(isStillOpen) => {
        if (!isStillOpen && !isPending) onClose();
      }}
    >
      <Modal className={classNames(styles['modal'], size === 'wide' && styles['wide'])}>
        <AriaDialog
          className={styles['dialog'] ?? ''}
          role={tone === 'danger' ? 'alertdialog' : 'dialog'}
        >
          <DialogForm {...props} />
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

/** Mounted anew each time the dialog opens, so no confirmation is ever left typed. */
function DialogForm({
  onClose,
  title,
  tone = 'normal',
  children,
  confirmLabel,
  onConfirm,
  cancelLabel = 'Cancel',
  isPending = false,
  isConfirmDisabled = false,
  typedConfirmation,
  error,
}: DialogProps) {
  const [typedText, setTypedText] = useState('');
  useFocusAfterClose();
  const isUnconfirmed =
    typedConfirmation !== undefined && typedText !== typedConfirmation.expectedText;
  const isBlocked = isConfirmDisabled || isUnconfirmed;
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (!isBlocked && !isPending) onConfirm(typedText);
  };
  return (
    <form className={styles['form']} onSubmit={submit} noValidate>
      <Heading slot="title" className={styles['title'] ?? ''}>
        {visibleText(title)}
      </Heading>
      <div className={styles['body']}>
        {children}
        {typedConfirmation !== undefined && (
          <TextField
            label={typedConfirmation.label}
            value={typedText}
            onChange={setTypedText}
            isDisabled={isPending}
            autoFocus
            isMonospace
          />
        )}
      </div>
      {error !== undefined && <div className={styles['problem']}>{error}</div>}
      <div className={styles['actions']}>
        {cancelLabel !== null && (
          <Button isDisabled={isPending} onPress={onClose}>
            {cancelLabel}
          </Button>
        )}
        <Button
          type="submit"
          variant={tone === 'danger' ? 'danger' : 'primary'}
          isDisabled={isBlocked}
          isPending={isPending}
        >
          {confirmLabel}
        </Button>
      </div>
    </form>
  );
}
