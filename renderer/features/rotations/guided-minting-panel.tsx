import { useRef, useState, type SyntheticEvent } from 'react';
import { consoleNameProblem } from '../../../shared/keys/by-hand-key.ts';
import type { RotationView } from '../../../shared/rotations/rotation-view.ts';
import { useCommand } from '../../ipc/use-command.ts';
import { ErrorBanner } from '../../parts/error-banner.tsx';
import { GuideStepView } from '../../parts/guide-step-view.tsx';
import { Reading } from '../../parts/loaded.tsx';
import type { ByHandPlace } from '../../parts/use-by-hand-places.ts';
import { Button } from '../../ui/button.tsx';
import { SecretField, type SecretFieldHandle } from '../../ui/secret-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { withLinksOnce } from './guide-links.ts';
import { PlainCommands } from './plain-commands.tsx';
import styles from './rotations.module.css';
import { RunningPanel } from './running-panel.tsx';
import { useRotationPlace } from './use-rotation-place.ts';

/** The new key is made in the console; its token comes here and goes into the keychain. */
export function GuidedMintingPanel({ view, noun }: { view: RotationView; noun: string }) {
  const place = useRotationPlace(view);
  return (
    <RunningPanel title={`Create the new ${noun} in the console`}>
      {place === null ? <Reading /> : <EnterNew view={view} place={place} />}
      <PlainCommands view={view} isBesidePrimary />
    </RunningPanel>
  );
}

function EnterNew({ view, place }: { view: RotationView; place: ByHandPlace }) {
  const { guide, connection, container } = place;
  const [name, setName] = useState(view.newKeyName);
  const [tokenProblem, setTokenProblem] = useState<string | undefined>();
  const token = useRef<SecretFieldHandle>(null);
  const enter = useCommand('rotations.enter-new');
  const nameProblem =
    name === view.keyName
      ? 'This is the old key. The new one needs another name.'
      : consoleNameProblem(guide, name);
  const named = { key: name, container: container.providerContainerId };
  // What follows the token is a step of its own here.
  const pasteAt = guide.steps.create.findIndex(({ paste }) => paste === 'token');
  const steps = withLinksOnce(guide.steps.create.slice(0, pasteAt + 1));
  const send = async () => {
    const tokenSecret = token.current?.read().trim() ?? '';
    setTokenProblem(tokenSecret === '' ? 'Paste the token from the console.' : undefined);
    if (tokenSecret === '' || nameProblem !== null) return;
    const entered = await enter.run({ rotationId: view.id, name, secretValue: tokenSecret });
    if (entered.ok) token.current?.clear();
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void send();
  };
  return (
    <div className={styles['guide']}>
      <TextField
        label="Name of the new key"
        description={`Exactly as in the console. ${guide.nameRule}`}
        value={name}
        onChange={setName}
        error={nameProblem ?? undefined}
        isMonospace
        isRequired
      />
      {steps.map((step) => (
        <GuideStepView key={step.title} step={step} named={named} connection={connection} />
      ))}
      <form className={styles['form']} onSubmit={submit} noValidate aria-label="Bring the token">
        <SecretField
          ref={token}
          label="Token"
          description="It goes into this machine’s keychain and nowhere else."
          error={tokenProblem}
          onFilledChange={() => {
            setTokenProblem(undefined);
            enter.clearError();
          }}
          isRequired
        />
        {enter.error !== null && (
          <ErrorBanner error={enter.error} connectionId={view.connectionId} />
        )}
        <div className={styles['row']}>
          <Button type="submit" variant="primary" isPending={enter.isPending}>
            Keep it and go on
          </Button>
        </div>
      </form>
    </div>
  );
}
