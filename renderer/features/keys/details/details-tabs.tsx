import { useState, type ReactNode } from 'react';
import type { KeyDetails } from '../../../../shared/keys/key.ts';
import type { KeyScope } from '../../../../shared/scopes/key-scope.ts';
import { Tabs } from '../../../ui/tabs.tsx';
import { DueEditor } from './due-editor.tsx';
import { KeyHistory } from './key-history.tsx';
import { KeyNotes } from './key-notes.tsx';

type TabId = 'scope' | 'history' | 'notes';

export interface DetailsTabsProps {
  details: KeyDetails;
  scopePanel: (scope: KeyScope) => ReactNode;
}

export function DetailsTabs({ details, scopePanel }: DetailsTabsProps) {
  const [tab, setTab] = useState<TabId>('scope');
  return (
    <Tabs<TabId>
      label="About this key"
      selectedId={tab}
      onSelectionChange={setTab}
      tabs={[
        { id: 'scope', label: 'Scope', content: scopePanel(details.scope) },
        { id: 'history', label: 'History', content: <KeyHistory details={details} /> },
        {
          id: 'notes',
          label: 'Notes',
          content: (
            <>
              <KeyNotes details={details} />
              <DueEditor keyId={details.summary.id} />
            </>
          ),
        },
      ]}
    />
  );
}
