import { useNavigate } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { DueList, DueRow } from '../../../shared/keys/due-plan.ts';
import type { KeySummary } from '../../../shared/keys/key.ts';
import { countOf } from '../../messages/count-words.ts';
import { Button } from '../../ui/button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { groupWords } from './attention-titles.ts';
import { DueItem } from './due-item.tsx';
import { SnoozeDialog } from './snooze-dialog.tsx';
import styles from './attention.module.css';

/** More than this is looked at in the list, filtered to what is due. */
const MAX_SHOWN = 12;

/** Keys that are to be rotated, soonest first, and those that a person put off. */
export function DueGroup({ list, rows }: { list: DueList; rows: readonly KeySummary[] }) {
  const navigate = useNavigate();
  const [snoozing, setSnoozing] = useState<KeySummary | null>(null);
  const { section, keepPlace } = useKeptPlace(snoozing !== null);
  const keysById = useMemo(() => new Map(rows.map((row) => [row.id, row])), [rows]);
  if (list.total === 0 && list.snoozed.length === 0) return null;
  return (
    <section ref={section} tabIndex={-1} aria-labelledby="due-title">
      <div className={styles['heading']}>
        <div className={styles['headline']}>
          <h2 id="due-title">{groupWords['over-age'].title}</h2>
          <span className={styles['count']}>{countOf(list.total, 'key', 'keys')}</span>
        </div>
        <p className={styles['explanation']}>{groupWords['over-age'].sentence}</p>
      </div>
      <DueItems rows={list.rows.slice(0, MAX_SHOWN)} keysById={keysById} onSnooze={setSnoozing} />
      {list.total > MAX_SHOWN && (
        <div className={styles['more']}>
          <Button
            size="small"
            variant="quiet"
            onPress={() => navigate({ to: '/keys', search: { q: 'attention:over-age' } })}
          >
            Show all that are due in the list
          </Button>
        </div>
      )}
      {list.snoozed.length > 0 && (
        <div className={styles['snoozed']}>
          <Disclosure title={`Snoozed (${String(list.snoozed.length)})`}>
            <DueItems rows={list.snoozed} keysById={keysById} onSnooze={setSnoozing} />
          </Disclosure>
        </div>
      )}
      {snoozing !== null && (
        <SnoozeDialog
          summary={snoozing}
          onSnoozed={keepPlace}
          onClose={() => {
            setSnoozing(null);
          }}
        />
      )}
    </section>
  );
}

/** A snooze takes the row that opened its dialog away: the focus stays at the list. */
function useKeptPlace(isOpen: boolean) {
  const section = useRef<HTMLElement>(null);
  const isLost = useRef(false);
  useEffect(() => {
    if (isOpen || !isLost.current) return;
    isLost.current = false;
    section.current?.focus();
  }, [isOpen]);
  const keepPlace = () => {
    isLost.current = true;
  };
  return { section, keepPlace };
}

function DueItems({
  rows,
  keysById,
  onSnooze,
}: {
  rows: readonly DueRow[];
  keysById: ReadonlyMap<string, KeySummary>;
  onSnooze: (summary: KeySummary) => void;
}) {
  return (
    <ul>
      {rows.flatMap(({ keyId, due }) => {
        const summary = keysById.get(keyId);
        // The list of keys may still be on its way.
        if (summary === undefined) return [];
        return [
          <DueItem
            key={`${keyId} ${due.cause?.kind ?? ''} ${String(due.dueAt)}`}
            summary={summary}
            due={due}
            onSnooze={onSnooze}
          />,
        ];
      })}
    </ul>
  );
}
