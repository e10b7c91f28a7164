import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { IconButton } from './icon-button.tsx';
import { Icon, type IconName } from './icon.tsx';
import styles from './banner.module.css';

export type BannerTone = 'info' | 'success' | 'warning' | 'danger';

const icons: Readonly<Record<BannerTone, IconName>> = {
  info: 'info',
  success: 'success',
  warning: 'attention',
  danger: 'danger',
};

export interface BannerProps {
  tone: BannerTone;
  title?: string | undefined;
  /** What happened, what it means for the data. */
  children?: ReactNode;
  /** The way on: Buttons. */
  actions?: ReactNode;
  onDismiss?: (() => void) | undefined;
  /** Said aloud when it appears; off for a banner that is part of the page from the start. */
  isAnnounced?: boolean | undefined;
}

export function Banner({
  tone,
  title,
  children,
  actions,
  onDismiss,
  isAnnounced = false,
}: BannerProps) {
  const role = isAnnounced ? (tone === 'danger' ? 'alert' : 'status') : undefined;
  return (
    <div className={classNames(styles['banner'], styles[tone])} role={role}>
      <span className={styles['icon']}>
        <Icon name={icons[tone]} />
      </span>
      <div className={styles['words']}>
        {title !== undefined && <strong className={styles['title']}>{title}</strong>}
        {children !== undefined && <div>{children}</div>}
        {actions !== undefined && <div className={styles['actions']}>{actions}</div>}
      </div>
      {onDismiss !== undefined && (
        <IconButton icon="close" label="Dismiss" size="small" onPress={onDismiss} />
      )}
    </div>
  );
}
