import { useState, type ReactNode, type Ref } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { classNames } from './class-names.ts';
import { Icon, type IconName } from './icon.tsx';
import { VisuallyHidden } from './visually-hidden.tsx';
import { withoutUndefined } from './without-undefined.ts';
import styles from './button.module.css';

export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger' | 'danger-quiet';

export interface ButtonProps {
  /** Names the effect: "Disable old keyset", never "OK". */
  children: ReactNode;
  /** `danger-quiet` opens a dangerous confirmation, `danger` is the click that does it. */
  variant?: ButtonVariant | undefined;
  size?: 'normal' | 'small' | undefined;
  icon?: IconName | undefined;
  /** Shows progress and refuses activation while staying focusable. */
  isPending?: boolean | undefined;
  isDisabled?: boolean | undefined;
  /** A returned promise keeps the button pending until it settles. */
  onPress?: (() => void) | (() => Promise<void>) | undefined;
  type?: 'button' | 'submit' | undefined;
  autoFocus?: boolean | undefined;
  'aria-label'?: string | undefined;
  'aria-describedby'?: string | undefined;
  'aria-expanded'?: boolean | undefined;
  ref?: Ref<HTMLButtonElement> | undefined;
}

export function Button({
  children,
  variant = 'secondary',
  size = 'normal',
  icon,
  isPending = false,
  onPress,
  ...rest
}: ButtonProps) {
  const [isRunning, setIsRunning] = useState(false);
  const isBusy = isPending || isRunning;
  const press = () => {
    const running = onPress?.();
    if (running === undefined) return;
    setIsRunning(true);
    // Not awaited: a rejection is a bug and belongs to the window's unhandledrejection handler.
    void running.finally(() => {
      setIsRunning(false);
    });
  };
  return (
    <AriaButton
      {...withoutUndefined(rest)}
      className={classNames(styles['button'], styles[variant], styles[size])}
      isPending={isBusy}
      onPress={press}
    >
      <span className={styles['content']}>
        {icon !== undefined && <Icon name={icon} size={14} />}
        {children}
      </span>
      {isBusy && (
        <>
          <span className={styles['progress']} aria-hidden="true" />
          <VisuallyHidden>working…</VisuallyHidden>
        </>
      )}
    </AriaButton>
  );
}
