import { useState } from 'react';
import { classNames } from './class-names.ts';
import { foldUnchangedLines } from './fold-unchanged-lines.ts';
import { visibleText } from './visible-text.ts';
import { VisuallyHidden } from './visually-hidden.tsx';
import type { DiffLine } from './diff-line.ts';
import styles from './diff-lines.module.css';

const signs = { added: '+', removed: '−', unchanged: ' ' } as const;
const words = { added: 'Added: ', removed: 'Removed: ', unchanged: 'Unchanged: ' } as const;

export interface DiffLinesProps {
  label: string;
  lines: readonly DiffLine[];
  /** Longer runs of unchanged lines are folded. */
  maxUnchangedShown?: number | undefined;
}

/** Reads like a diff of code, by eye and by ear. */
export function DiffLines({ label, lines, maxUnchangedShown = 2 }: DiffLinesProps) {
  const sections = foldUnchangedLines(lines, maxUnchangedShown);
  return (
    <div className={styles['diff']} role="group" aria-label={label}>
      {sections.map((section, index) =>
        section.kind === 'folded' ? (
          <FoldedLines key={index} lines={section.lines} />
        ) : (
          <LineList key={index} lines={section.lines} />
        ),
      )}
    </div>
  );
}

function FoldedLines({ lines }: { lines: readonly DiffLine[] }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className={styles['fold']}
        aria-expanded={isOpen}
        onClick={() => {
          setIsOpen(!isOpen);
        }}
      >
        {isOpen ? 'Fold' : 'Show'} {lines.length} unchanged lines
      </button>
      {isOpen && <LineList lines={lines} />}
    </>
  );
}

function LineList({ lines }: { lines: readonly DiffLine[] }) {
  return (
    <ul className={styles['lines']}>
      {lines.map((line, index) => (
        <li key={index} className={classNames(styles['line'], styles[line.kind])}>
          <span className={styles['sign']} aria-hidden="true">
            {signs[line.kind]}
          </span>
          <span className={styles['text']}>
            <VisuallyHidden>{words[line.kind]}</VisuallyHidden>
            {visibleText(line.text, 2_000)}
          </span>
          {line.note !== undefined && <span className={styles['note']}>{line.note}</span>}
        </li>
      ))}
    </ul>
  );
}
