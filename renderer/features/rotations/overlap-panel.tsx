import { useState } from 'react';
import type { RotationView } from '../../../shared/rotations/rotation-view.ts';
import { useCommand } from '../../ipc/use-command.ts';
import { endingVerb } from '../../messages/ending-words.ts';
import { ErrorBanner } from '../../parts/error-banner.tsx';
import { useProviders } from '../../parts/use-providers.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { visibleText } from '../../ui/visible-text.ts';
import { PlainCommands } from './plain-commands.tsx';
import styles from './rotations.module.css';
import { RunningPanel } from './running-panel.tsx';

/** Both keys work: take the time that the consumers need, then retire the old one. */
export function OverlapPanel({ view, noun }: { view: RotationView; noun: string }) {
  const [isAsking, setIsAsking] = useState(false);
  return (
    <RunningPanel title="Both keys work">
      <p>
        Every destination has the new secret. Watch your clients move; you can close this window and
        come back at any time. Retiring is final.
      </p>
      {view.allowed.includes('retire') && (
        <div className={styles['row']}>
          <Button
            variant="danger-quiet"
            onPress={() => {
              setIsAsking(true);
            }}
          >
            {`Retire the old ${noun} (final)…`}
          </Button>
        </div>
      )}
      <PlainCommands view={view} />
      <RetireDialog
        view={view}
        noun={noun}
        isOpen={isAsking}
        onClose={() => {
          setIsAsking(false);
        }}
      />
    </RunningPanel>
  );
}

interface RetireDialogProps {
  view: RotationView;
  noun: string;
  isOpen: boolean;
  onClose: () => void;
}

function RetireDialog({ view, noun, isOpen, onClose }: RetireDialogProps) {
  const retire = useCommand('rotations.retire');
  const { find } = useProviders();
  const descriptor = find(view.providerId);
  const name = visibleText(view.keyName, 60);
  const close = () => {
    retire.clearError();
    onClose();
  };
  const run = async (typedName: string) => {
    const result = await retire.run({ rotationId: view.id, typedName });
    if (result.ok) close();
  };
  return (
    <Dialog
      isOpen={isOpen}
      onClose={close}
      tone="danger"
      title={`Retire ${name}?`}
      confirmLabel={`${endingVerb(descriptor?.capabilities.end)} the old ${noun} for good`}
      cancelLabel={`Keep both ${noun}s`}
      typedConfirmation={{ label: `Type ${name} to confirm`, expectedText: view.keyName }}
      onConfirm={(typedName) => void run(typedName)}
      isPending={retire.isPending}
      error={
        retire.error === null ? undefined : (
          <ErrorBanner error={retire.error} connectionId={view.connectionId} />
        )
      }
    >
      <p>{descriptor?.words.end ?? 'This is final at the provider.'}</p>
    </Dialog>
  );
}
