import type { KeySummary } from '../../../shared/keys/key.ts';
import type { ProviderDescriptor } from '../../../shared/providers/provider-descriptor.ts';
import type { VaultEntry } from '../../../shared/vault/vault-entry.ts';
import { Ago } from '../../parts/ago.tsx';
import { SecretValue } from '../../parts/secret-value.tsx';
import { Button } from '../../ui/button.tsx';
import { Menu, type MenuAction } from '../../ui/menu.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { UntrustedText } from '../../ui/untrusted-text.tsx';
import { visibleText } from '../../ui/visible-text.ts';
import { useVaultTask } from './use-vault-task.ts';
import { copyEntry, revealEntry } from './vault-commands.ts';
import type { VaultTaskName } from './vault-search.ts';
import { valueWords } from './vault-words.ts';
import { WriteAgain } from './write-again.tsx';
import styles from './vault.module.css';

export interface VaultEntryRowProps {
  entry: VaultEntry;
  summary: KeySummary;
  descriptor: ProviderDescriptor;
  isActive: boolean;
}

/** One name: where its value is, the value where it is held, and what can be done with it. */
export function VaultEntryRow({ entry, summary, descriptor, isActive }: VaultEntryRowProps) {
  const { open } = useVaultTask();
  const isThere = entry.presence === 'at-provider';
  const name = visibleText(entry.name, 60);
  return (
    <li className={styles['entry']}>
      <div className={styles['names']}>
        <div className={styles['name']}>
          <UntrustedText text={entry.name} limit={120} />
        </div>
        <div className={styles['under']}>
          {!isThere && <StatusMark status="attention" word="not at the provider" isWordHidden />}
          <span>
            {valueWords(entry, descriptor.name)}
            {entry.writtenAt !== null && (
              <>
                {' · written '}
                <Ago instant={entry.writtenAt} />
              </>
            )}
          </span>
        </div>
      </div>
      <div className={styles['value']}>
        {entry.custody !== 'not-held' && (
          <SecretValue
            label={`Value of ${name}`}
            noun={`the value of ${name}`}
            read={revealEntry(entry.id)}
            copy={copyEntry(entry.id)}
            connectionId={summary.connectionId}
          />
        )}
      </div>
      <div className={styles['tools']}>
        {isActive && isThere && (
          <Button
            size="small"
            aria-label={`Replace the value of ${name}…`}
            onPress={() => {
              open({ task: 'replace', entry: entry.id });
            }}
          >
            Replace…
          </Button>
        )}
        {isActive && !isThere && <WriteAgain entry={entry} summary={summary} />}
        <EntryMenu entry={entry} isActive={isActive} />
      </div>
    </li>
  );
}

function EntryMenu({ entry, isActive }: { entry: VaultEntry; isActive: boolean }) {
  const { open } = useVaultTask();
  const isHeld = entry.custody !== 'not-held';
  const isThere = entry.presence === 'at-provider';
  const items: (MenuAction<Exclude<VaultTaskName, 'create' | 'replace'>> | 'separator')[] = [
    {
      id: 'copy',
      label: 'Copy to another vault…',
      icon: 'copy',
      isDisabled: !isHeld || !isActive,
      description: isHeld ? undefined : 'Only a value that is held here can be copied.',
    },
    'separator',
    {
      id: 'delete',
      label: isThere ? 'Delete…' : 'Delete the held value…',
      icon: 'delete',
      isDanger: true,
      isDisabled: isThere && !isActive,
    },
  ];
  return (
    <Menu
      label={`More for ${visibleText(entry.name, 60)}`}
      items={items}
      onAction={(task) => {
        open({ task, entry: entry.id });
      }}
    />
  );
}
