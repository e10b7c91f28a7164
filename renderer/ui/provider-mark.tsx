import type { CSSProperties } from 'react';
import styles from './provider-mark.module.css';

export interface ProviderMarkProps {
  letters: string;
  /** Degrees, 0 to 359; lightness and chroma come from the tokens. */
  hue: number;
}

/** Decoration beside the provider's name. */
export function ProviderMark({ letters, hue }: ProviderMarkProps) {
  const style = { '--mark-hue': String(hue) } as CSSProperties;
  return (
    <span className={styles['mark']} style={style} data-provider-mark="" aria-hidden="true">
      {letters}
    </span>
  );
}
