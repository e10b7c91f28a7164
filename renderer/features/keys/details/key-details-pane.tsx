import { useLocation } from '@tanstack/react-router';
import { useEffect, useRef, type ReactNode } from 'react';
import type { KeyDetails, KeySummary } from '../../../../shared/keys/key.ts';
import type { KeyId } from '../../../../shared/lib/ids.ts';
import type { KeyScope } from '../../../../shared/scopes/key-scope.ts';
import { keyAgeWords } from '../../../../shared/keys/age.ts';
import { useCommandQuery } from '../../../ipc/use-command-query.ts';
import { statusWord } from '../../../messages/ending-words.ts';
import { exactTime } from '../../../messages/exact-time.ts';
import { statusExplanations } from '../../../messages/key-words.ts';
import { Loaded } from '../../../parts/loaded.tsx';
import { useNow } from '../../../parts/use-now.ts';
import { useProviders } from '../../../parts/use-providers.ts';
import { Age } from '../../../ui/age.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Pane } from '../../../ui/pane.tsx';
import { StatusMark, type Status } from '../../../ui/status-mark.tsx';
import { UntrustedText } from '../../../ui/untrusted-text.tsx';
import { AttentionNotes } from './attention-notes.tsx';
import { DetailsTabs } from './details-tabs.tsx';
import { KeyActions } from './key-actions.tsx';
import { KeyParts } from './key-parts.tsx';
import { PublicNote } from './public-note.tsx';
import styles from './key-details.module.css';

export interface KeyDetailsPaneProps {
  keyId: KeyId;
  onClose: () => void;
  /** Scopes are another feature's matter. */
  scopePanel: (scope: KeyScope) => ReactNode;
  /** So is whether the key works. */
  checkPanel: (summary: KeySummary) => ReactNode;
}

export function KeyDetailsPane({ keyId, onClose, scopePanel, checkPanel }: KeyDetailsPaneProps) {
  const details = useCommandQuery('keys.get', { keyId });
  const root = useFocusOnKeyboardOpen();
  const close = (
    <IconButton icon="close" label="Close details" shortcut="Escape" onPress={onClose} />
  );
  return (
    <div ref={root} className={styles['root']}>
      {details.state === 'ready' ? (
        <Details
          details={details.value}
          close={close}
          scopePanel={scopePanel}
          checkPanel={checkPanel}
        />
      ) : (
        <Pane level={2} title="Key details" actions={close}>
          <Loaded query={details}>{() => null}</Loaded>
        </Pane>
      )}
    </div>
  );
}

function Details({
  details,
  close,
  scopePanel,
  checkPanel,
}: Pick<KeyDetailsPaneProps, 'scopePanel' | 'checkPanel'> & {
  details: KeyDetails;
  close: ReactNode;
}) {
  const { summary } = details;
  return (
    <Pane
      level={2}
      title={<UntrustedText text={summary.name} limit={120} />}
      subtitle={<Whereabouts summary={summary} />}
      actions={close}
      footer={<KeyActions details={details} />}
    >
      <div className={styles['content']}>
        <StatusLine summary={summary} />
        <AttentionNotes summary={summary} />
        <PublicNote details={details} />
        <KeyParts details={details} />
        {checkPanel(summary)}
        <DetailsTabs details={details} scopePanel={scopePanel} />
      </div>
    </Pane>
  );
}

function Whereabouts({ summary }: { summary: KeySummary }) {
  const { nameOf } = useProviders();
  const environment = summary.environment === 'unset' ? '' : ` · ${summary.environment}`;
  return (
    <>
      {nameOf(summary.providerId)} · <UntrustedText text={summary.containerName} limit={80} />
      {environment}
    </>
  );
}

const marks: Readonly<Record<KeySummary['status'], Status>> = {
  active: 'active',
  ended: 'ended',
  unknown: 'unknown',
  gone: 'attention',
};

function StatusLine({ summary }: { summary: KeySummary }) {
  const now = useNow();
  const { find } = useProviders();
  const { createdAt, firstSeenAt, status } = summary;
  const born = createdAt ?? firstSeenAt;
  return (
    <div className={styles['status']}>
      <span title={statusExplanations[status]}>
        <StatusMark
          status={marks[status]}
          word={statusWord(status, find(summary.providerId)?.capabilities.end)}
        />
      </span>
      <span>
        <Age
          ageText={keyAgeWords(summary, now)}
          exactText={`${createdAt === null ? 'first seen' : 'created'} ${exactTime(born)}`}
          instant={new Date(born).toISOString()}
        />
      </span>
    </div>
  );
}

/** The keyboard goes where it opened; a click leaves the focus in the list. */
function useFocusOnKeyboardOpen() {
  const root = useRef<HTMLDivElement>(null);
  const isWanted = useLocation({ select: ({ state }) => state.isFocusWanted === true });
  useEffect(() => {
    if (isWanted) root.current?.closest<HTMLElement>('[data-pane]')?.focus();
  }, [isWanted]);
  return root;
}
