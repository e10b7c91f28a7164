import { useNavigate, useSearch } from '@tanstack/react-router';
import type { KeySummary } from '../../../../shared/keys/key.ts';
import type { ProviderDescriptor } from '../../../../shared/providers/provider-descriptor.ts';
import { useRegisterCommands } from '../../../parts/app-commands.ts';
import { useProviders } from '../../../parts/use-providers.ts';
import { Button } from '../../../ui/button.tsx';
import type { IconName } from '../../../ui/icon.tsx';
import { DisableDialog } from './disable-dialog.tsx';
import styles from './key-details.module.css';

/** What can be done with a key: buttons here and commands in the palette, from one list. */
export function KeyActions({ summary }: { summary: KeySummary }) {
  const { find } = useProviders();
  const capabilities = find(summary.providerId)?.capabilities;
  const isUsable = summary.status === 'active' && capabilities !== undefined;
  const actions = useKeyActions(summary);
  const offered = isUsable ? actions.filter(({ isOffered }) => isOffered(capabilities)) : [];
  useRegisterCommands(
    offered.map(({ id, sentence, icon, run }) => ({
      id: `key.${id}`,
      label: sentence,
      icon,
      group: 'Key details',
      run,
    })),
  );
  if (!isUsable) return <p className={styles['note']}>{whyNothing(summary)}</p>;
  return (
    <div className={styles['actions']}>
      {offered.map(({ id, label, icon, run }, index) => (
        <Button key={id} variant={index === 0 ? 'primary' : 'secondary'} icon={icon} onPress={run}>
          {label}
        </Button>
      ))}
      {capabilities.disable && summary.openRotationId === null && (
        <DisableAction summary={summary} />
      )}
    </div>
  );
}

/** Apart from the others: at the other end, and behind a dialog. */
function DisableAction({ summary }: { summary: KeySummary }) {
  const dialog = useSearch({ from: '/keys', select: (search) => search.dialog });
  const navigate = useNavigate({ from: '/keys' });
  const setDialog = (next: 'disable' | undefined) => {
    void navigate({ search: (search) => ({ ...search, dialog: next }), replace: true });
  };
  return (
    <span className={styles['endAction']}>
      <Button
        variant="danger-quiet"
        onPress={() => {
          setDialog('disable');
        }}
      >
        Disable (final)…
      </Button>
      <DisableDialog
        summary={summary}
        isOpen={dialog === 'disable'}
        onClose={() => {
          setDialog(undefined);
        }}
      />
    </span>
  );
}

interface KeyAction {
  readonly id: 'rotate' | 'edit' | 'vault';
  readonly label: string;
  /** In the palette, where the key is not in sight. */
  readonly sentence: string;
  readonly icon: IconName;
  readonly isOffered: (capabilities: ProviderDescriptor['capabilities']) => boolean;
  readonly run: () => void;
}

function useKeyActions({ id: keyId, openRotationId }: KeySummary): readonly KeyAction[] {
  const navigate = useNavigate();
  return [
    openRotationId === null
      ? {
          id: 'rotate',
          label: 'Rotate…',
          sentence: 'Rotate this key…',
          icon: 'rotate',
          isOffered: ({ rotate }) => rotate !== 'none',
          run: () => void navigate({ to: '/keys/$keyId/rotate', params: { keyId } }),
        }
      : {
          id: 'rotate',
          label: 'Continue rotation',
          sentence: 'Continue the rotation of this key',
          icon: 'rotate',
          isOffered: () => true,
          run: () =>
            void navigate({
              to: '/rotations/$rotationId',
              params: { rotationId: openRotationId },
            }),
        },
    {
      id: 'edit',
      label: 'Edit…',
      sentence: 'Edit this key…',
      icon: 'edit',
      isOffered: ({ editScope, rename, editEnvironment }) => editScope || rename || editEnvironment,
      run: () => void navigate({ to: '/keys/$keyId/edit', params: { keyId } }),
    },
    {
      id: 'vault',
      label: 'Vault',
      sentence: 'Show the vault of this key',
      icon: 'vault',
      isOffered: ({ vault }) => vault,
      run: () => void navigate({ to: '/vault', search: { key: keyId } }),
    },
  ];
}

function whyNothing({ status }: KeySummary): string {
  switch (status) {
    case 'ended':
      return 'This key is disabled. It cannot be enabled, edited or rotated.';
    case 'gone':
      return 'The provider no longer lists this key, so nothing can be changed there.';
    case 'unknown':
      return 'The provider did not say how this key stands. Sync the account before changing it.';
    case 'active':
      return 'This version of Rekey does not know the provider of this key.';
  }
}
