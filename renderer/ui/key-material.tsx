import type { ReactNode } from 'react';
import { groupCharacters } from './group-characters.ts';
import { truncateMiddle } from './truncate-middle.ts';
import { visibleText } from './visible-text.ts';
import { VisuallyHidden } from './visually-hidden.tsx';
import styles from './key-material.module.css';

export type KeyMaterialProps = {
  /** What it is, such as "Secret key". Read before the value by screen readers. */
  label: string;
  /** Reveal and copy buttons. */
  actions?: ReactNode;
} & (
  | { state: 'masked'; stub?: string | undefined }
  | { state: 'identifier'; text: string }
  | { state: 'revealed'; secretText: string }
);

/** A value of a key: dots, a shortened identifier, or the revealed value in groups; never wrapped. */
export function KeyMaterial(props: KeyMaterialProps) {
  return (
    <div className={styles['row']}>
      <span className={styles['value']}>
        {props.state !== 'revealed' && <VisuallyHidden>{props.label}: </VisuallyHidden>}
        <Value {...props} />
      </span>
      {props.actions !== undefined && <span className={styles['actions']}>{props.actions}</span>}
    </div>
  );
}

function Value(props: KeyMaterialProps) {
  switch (props.state) {
    case 'masked':
      return (
        <span className={styles['masked']}>
          {props.stub !== undefined && visibleText(props.stub, 40)}
          <span className={styles['dots']} aria-hidden="true">
            ••••••••
          </span>
          <VisuallyHidden> hidden</VisuallyHidden>
        </span>
      );
    case 'identifier': {
      const text = visibleText(props.text, 500);
      return <span title={text}>{truncateMiddle(text)}</span>;
    }
    case 'revealed':
      return (
        <span className={styles['revealed']} tabIndex={0} role="group" aria-label={props.label}>
          {groupCharacters(props.secretText).map((group, index) => (
            // The groups are apart by margin, not by spaces, so a selection copies the value as it is.
            <span key={index} className={styles['group']}>
              {group}
            </span>
          ))}
        </span>
      );
  }
}
