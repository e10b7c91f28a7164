import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import styles from './text-link.module.css';

export interface TextLinkProps {
  children: ReactNode;
  onPress: () => void;
  /** Opens in the system's browser. */
  isExternal?: boolean | undefined;
}

/** A link in running text. A button underneath: where it leads is the host's business. */
export function TextLink({ children, onPress, isExternal = false }: TextLinkProps) {
  return (
    <button type="button" className={styles['link']} onClick={onPress}>
      {children}
      {isExternal && <Icon name="external" size={12} />}
    </button>
  );
}
