import { useId, type ReactNode, type SyntheticEvent } from 'react';
import { Button } from '../../ui/button.tsx';
import { useReturnFocus } from './use-return-focus.ts';
import { useVaultTask } from './use-vault-task.ts';
import styles from './vault.module.css';

export interface TaskFrameProps {
  title: ReactNode;
  /** Names the effect: "Create secret". */
  verb: string;
  isPending: boolean;
  isBlocked?: boolean | undefined;
  onSubmit: () => void;
  children: ReactNode;
}

/** A short form above the list. Enter sends it, Escape leaves it. */
export function TaskFrame({
  title,
  verb,
  isPending,
  isBlocked = false,
  onSubmit,
  children,
}: TaskFrameProps) {
  const { close } = useVaultTask();
  const titleId = useId();
  const form = useReturnFocus<HTMLFormElement>();
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (!isPending && !isBlocked) onSubmit();
  };
  return (
    <form
      ref={form}
      className={styles['task']}
      aria-labelledby={titleId}
      noValidate
      onSubmit={submit}
      onKeyDown={(event) => {
        // What is open inside, such as a list of options, takes Escape first.
        if (event.key === 'Escape' && !event.defaultPrevented && !isPending) close();
      }}
    >
      <h2 id={titleId}>{title}</h2>
      {children}
      <div className={styles['buttons']}>
        <Button type="submit" variant="primary" isPending={isPending} isDisabled={isBlocked}>
          {verb}
        </Button>
        <Button isDisabled={isPending} onPress={close}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
