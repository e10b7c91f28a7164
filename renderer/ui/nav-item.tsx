import type { MouseEvent, ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { Icon, type IconName } from './icon.tsx';
import { VisuallyHidden } from './visually-hidden.tsx';
import styles from './nav-list.module.css';

export interface NavItemProps {
  href: string;
  /** Given, it takes the place of following `href` on a plain click. */
  onPress?: (() => void) | undefined;
  isCurrent?: boolean | undefined;
  icon?: IconName | undefined;
  /** In place of the icon: a ProviderMark or a StatusMark. */
  mark?: ReactNode;
  children: ReactNode;
  count?: { value: number; meaning: string; isAttention?: boolean | undefined } | undefined;
}

export function NavItem({ href, onPress, isCurrent, icon, mark, children, count }: NavItemProps) {
  const follow = (event: MouseEvent) => {
    if (onPress === undefined || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    onPress();
  };
  return (
    <li>
      <a
        className={classNames(styles['item'])}
        href={href}
        aria-current={isCurrent === true ? 'page' : undefined}
        onClick={follow}
      >
        <span className={styles['mark']}>{icon === undefined ? mark : <Icon name={icon} />}</span>
        <span className={styles['words']}>{children}</span>
        {count !== undefined && (
          <span
            className={classNames(
              styles['count'],
              count.isAttention === true && styles['attention'],
            )}
          >
            {count.value}
            <VisuallyHidden> {count.meaning}</VisuallyHidden>
          </span>
        )}
      </a>
    </li>
  );
}
