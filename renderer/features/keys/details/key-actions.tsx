import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { KeyDetails, KeySummary } from '../../../../shared/keys/key.ts';
import type { ProviderDescriptor } from '../../../../shared/providers/provider-descriptor.ts';
import type { KeyId } from '../../../../shared/lib/ids.ts';
import { endingWords, type Ending } from '../../../messages/ending-words.ts';
import { useRegisterCommands } from '../../../parts/app-commands.ts';
import { useProviders } from '../../../parts/use-providers.ts';
import { Button } from '../../../ui/button.tsx';
import type { IconName } from '../../../ui/icon.tsx';
import { EndDialog } from './end-dialog.tsx';
import { RevokeTokensDialog } from './revoke-tokens-dialog.tsx';
import styles from './key-details.module.css';

/** What can be done with a key: buttons here and commands in the palette, from one list. */
export function KeyActions({ details }: { details: KeyDetails }) {
  const { summary, scope } = details;
  const { find } = useProviders();
  const capabilities = find(summary.providerId)?.capabilities;
  const isUsable = summary.status === 'active' && capabilities !== undefined;
  const [isRevoking, setIsRevoking] = useState(false);
  const actions = useKeyActions(summary, () => {
    setIsRevoking(true);
  });
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
  if (!isUsable) return <p className={styles['note']}>{whyNothing(summary, capabilities?.end)}</p>;
  return (
    <div className={styles['actions']}>
      {offered.map(({ id, label, icon, run }, index) => (
        <Button key={id} variant={index === 0 ? 'primary' : 'secondary'} icon={icon} onPress={run}>
          {label}
        </Button>
      ))}
      <span className={styles['endActions']}>
        {capabilities.strategies.length > 0 && summary.openRotationId === null && (
          <ExposedAction keyId={summary.id} />
        )}
        {capabilities.end !== null && summary.openRotationId === null && (
          <EndAction summary={summary} ending={capabilities.end} />
        )}
        {capabilities.byHand && <EndByHandAction keyId={summary.id} />}
      </span>
      {capabilities.revokeTokens && isRevoking && (
        <RevokeTokensDialog
          summary={summary}
          scope={scope}
          onClose={() => {
            setIsRevoking(false);
          }}
        />
      )}
    </div>
  );
}

/** For a leaked key: a rotation in another order, which ends the old one first. */
function ExposedAction({ keyId }: { keyId: KeyId }) {
  const navigate = useNavigate();
  const open = () =>
    void navigate({
      to: '/keys/$keyId/rotate',
      params: { keyId },
      search: { trigger: 'exposed' },
    });
  useRegisterCommands([
    { id: 'key.exposed', label: 'This key is exposed…', group: 'Key details', run: open },
  ]);
  return (
    <Button variant="danger-quiet" onPress={open}>
      This key is exposed…
    </Button>
  );
}

/** Behind a dialog. */
function EndAction({ summary, ending }: { summary: KeySummary; ending: NonNullable<Ending> }) {
  const dialog = useSearch({ from: '/keys', select: (search) => search.dialog });
  const navigate = useNavigate({ from: '/keys' });
  const setDialog = (next: 'end' | undefined) => {
    void navigate({ search: (search) => ({ ...search, dialog: next }), replace: true });
  };
  return (
    <>
      <Button
        variant="danger-quiet"
        onPress={() => {
          setDialog('end');
        }}
      >
        {`${endingWords[ending].verb} (final)…`}
      </Button>
      <EndDialog
        summary={summary}
        ending={ending}
        isOpen={dialog === 'end'}
        onClose={() => {
          setDialog(undefined);
        }}
      />
    </>
  );
}

/** Ended in the provider's console; the steps there are a screen of their own. */
function EndByHandAction({ keyId }: { keyId: KeyId }) {
  const navigate = useNavigate();
  const open = () => void navigate({ to: '/keys/$keyId/end-by-hand', params: { keyId } });
  useRegisterCommands([
    {
      id: 'key.end-by-hand',
      label: 'Deactivate this key…',
      group: 'Key details',
      run: open,
    },
  ]);
  return (
    <Button variant="danger-quiet" onPress={open}>
      Deactivate (final)…
    </Button>
  );
}

interface KeyAction {
  readonly id: 'rotate' | 'replace' | 'edit' | 'duplicate' | 'vault' | 'revoke-tokens';
  readonly label: string;
  /** In the palette, where the key is not in sight. */
  readonly sentence: string;
  readonly icon: IconName;
  readonly isOffered: (capabilities: ProviderDescriptor['capabilities']) => boolean;
  readonly run: () => void;
}

function rotateAction(
  keyId: KeyId,
  openRotationId: KeySummary['openRotationId'],
  navigate: ReturnType<typeof useNavigate>,
): KeyAction {
  return openRotationId === null
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
          void navigate({ to: '/rotations/$rotationId', params: { rotationId: openRotationId } }),
      };
}

function useKeyActions(
  { id: keyId, containerId, openRotationId }: KeySummary,
  revokeTokens: () => void,
): readonly KeyAction[] {
  const navigate = useNavigate();
  return [
    rotateAction(keyId, openRotationId, navigate),
    {
      id: 'edit',
      label: 'Edit…',
      sentence: 'Edit this key…',
      icon: 'edit',
      isOffered: ({ editScope, rename, editEnvironment }) => editScope || rename || editEnvironment,
      run: () => void navigate({ to: '/keys/$keyId/edit', params: { keyId } }),
    },
    {
      id: 'duplicate',
      label: 'Duplicate…',
      sentence: 'Create a key with the same scope…',
      icon: 'copy',
      isOffered: ({ createKey }) => createKey,
      run: () =>
        void navigate({ to: '/keys/new', search: { container: containerId, like: keyId } }),
    },
    {
      id: 'vault',
      label: 'Vault',
      sentence: 'Show the vault of this key',
      icon: 'vault',
      isOffered: ({ vault }) => vault,
      run: () => void navigate({ to: '/vault', search: { key: keyId } }),
    },
    {
      id: 'revoke-tokens',
      label: 'Revoke tokens…',
      sentence: 'Revoke tokens of this key…',
      icon: 'lock',
      isOffered: (capabilities) => capabilities.revokeTokens,
      run: revokeTokens,
    },
  ];
}

function whyNothing({ status }: KeySummary, ending: Ending | undefined): string {
  switch (status) {
    case 'ended':
      return ending === null || ending === undefined
        ? 'This key has ended. It cannot be brought back, edited or rotated.'
        : endingWords[ending].nothingLeft;
    case 'gone':
      return 'The provider no longer lists this key, so nothing can be changed there.';
    case 'unknown':
      return 'The provider did not say how this key stands. Sync the account before changing it.';
    case 'active':
      return 'This version of Rekey does not know the provider of this key.';
  }
}
