import type { RotationCommand, RotationView } from '../../../shared/rotations/rotation-view.ts';
import { useCommand } from '../../ipc/use-command.ts';
import { ErrorBanner } from '../../parts/error-banner.tsx';
import { Button, type ButtonVariant } from '../../ui/button.tsx';
import styles from './rotations.module.css';

/** Commands that need nothing but the click. */
const plainCommands = [
  'start',
  'retry',
  'look-again',
  'create-again',
  'revoke-orphan',
  'attest-rolled-back',
  'roll-back',
  'cancel',
] as const satisfies readonly RotationCommand[];
type PlainCommand = (typeof plainCommands)[number];

const looks: Readonly<
  Record<PlainCommand, { readonly label: string; readonly variant: ButtonVariant }>
> = {
  start: { label: 'Create the new key', variant: 'primary' },
  retry: { label: 'Try this step again', variant: 'primary' },
  'look-again': { label: 'Look again', variant: 'secondary' },
  'create-again': { label: 'Create one more, with a new marker', variant: 'secondary' },
  'attest-rolled-back': { label: 'The new key has ended', variant: 'primary' },
  'revoke-orphan': { label: 'End the found key…', variant: 'danger-quiet' },
  'roll-back': { label: 'Roll back: end the new key…', variant: 'danger-quiet' },
  cancel: { label: 'Cancel this rotation', variant: 'secondary' },
};

/** Buttons for what main would accept now, and nothing else. */
export function PlainCommands({
  view,
  isBesidePrimary = false,
}: {
  view: RotationView;
  /** Another button of the panel is the one to press. */
  isBesidePrimary?: boolean;
}) {
  const command = useCommand('rotations.command');
  const offered = plainCommands.filter((name) => view.allowed.includes(name));
  if (offered.length === 0) return null;
  return (
    <>
      <div className={styles['row']}>
        {offered.map((name) => (
          <Button
            key={name}
            variant={isBesidePrimary ? besidePrimary(looks[name].variant) : looks[name].variant}
            onPress={async () => {
              await command.run({ rotationId: view.id, command: name });
            }}
          >
            {looks[name].label}
          </Button>
        ))}
      </div>
      {command.error !== null && (
        <ErrorBanner error={command.error} connectionId={view.connectionId} />
      )}
    </>
  );
}

const besidePrimary = (variant: ButtonVariant): ButtonVariant =>
  variant === 'primary' ? 'secondary' : variant;
