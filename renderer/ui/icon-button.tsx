import type { Ref } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { classNames } from './class-names.ts';
import { Icon, type IconName } from './icon.tsx';
import { Tooltip } from './tooltip.tsx';
import { withoutUndefined } from './without-undefined.ts';
import styles from './icon-button.module.css';

export interface IconButtonProps {
  icon: IconName;
  /** The accessible name and, unless `tooltip` says more, the tooltip. */
  label: string;
  tooltip?: string | undefined;
  shortcut?: string | undefined;
  size?: 'normal' | 'small' | undefined;
  /** For a toggle: whether it is on. */
  isPressed?: boolean | undefined;
  isPending?: boolean | undefined;
  isDisabled?: boolean | undefined;
  onPress?: (() => void) | undefined;
  ref?: Ref<HTMLButtonElement> | undefined;
}

export function IconButton({
  icon,
  label,
  tooltip = label,
  shortcut,
  size = 'normal',
  isPressed,
  isPending = false,
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip text={tooltip} shortcut={shortcut}>
      <AriaButton
        {...withoutUndefined({ ...rest, 'aria-pressed': isPressed })}
        aria-label={label}
        className={classNames(styles['button'], styles[size])}
        isPending={isPending}
      >
        <Icon name={icon} />
      </AriaButton>
    </Tooltip>
  );
}
