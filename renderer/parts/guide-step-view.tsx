import { guideText } from '../../shared/keys/by-hand-key.ts';
import type { Connection } from '../../shared/connections/connection.ts';
import type { GuideStep } from '../../shared/providers/console-guide.ts';
import { useCommand } from '../ipc/use-command.ts';
import { ErrorBanner } from './error-banner.tsx';
import { Button } from '../ui/button.tsx';
import { Checkbox } from '../ui/checkbox.tsx';
import { visibleText } from '../ui/visible-text.ts';
import { SandboxConsole } from './sandbox-console.tsx';
import styles from './console-guide.module.css';

export interface NamedKey {
  key: string;
  /** The container's id at the provider. */
  container: string;
}

export interface GuideStepViewProps {
  step: GuideStep;
  named: NamedKey;
  /** Whose console it is; a simulated account has its own. */
  connection: Pick<Connection, 'id' | 'isSandbox'>;
  /** Left out where the step is confirmed by what follows. */
  confirmation?: { isConfirmed: boolean; onChange: (isConfirmed: boolean) => void } | undefined;
}

/** One step of the guide: where to go, what to click, what Rekey finds out, what the person confirms. */
export function GuideStepView({ step, named, connection, confirmation }: GuideStepViewProps) {
  const shown = { key: visibleText(named.key, 60), container: visibleText(named.container, 40) };
  const { title, place, linkId, action, check, confirm } = step;
  return (
    <section className={styles['step']}>
      <h2>{title}</h2>
      {place !== null && <p className={styles['note']}>{guideText(place, shown)}</p>}
      <p>{guideText(action, shown)}</p>
      {linkId !== null &&
        (connection.isSandbox ? (
          <SandboxConsole connectionId={connection.id} />
        ) : (
          <OpenConsole linkId={linkId} />
        ))}
      {check !== null && <p className={styles['note']}>{guideText(check, shown)}</p>}
      {confirm !== null && confirmation !== undefined && (
        <Checkbox isSelected={confirmation.isConfirmed} onChange={confirmation.onChange}>
          {guideText(confirm, shown)}
        </Checkbox>
      )}
    </section>
  );
}

function OpenConsole({ linkId }: { linkId: string }) {
  const open = useCommand('app.open-link');
  return (
    <>
      <Button
        size="small"
        icon="external"
        onPress={async () => {
          await open.run({ linkId });
        }}
      >
        Open the console
      </Button>
      {open.error !== null && <ErrorBanner error={open.error} />}
    </>
  );
}
