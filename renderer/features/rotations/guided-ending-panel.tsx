import { useState } from 'react';
import { isFixedKey } from '../../../shared/keys/by-hand-key.ts';
import type { EndStatement, RotationView } from '../../../shared/rotations/rotation-view.ts';
import { useCommand } from '../../ipc/use-command.ts';
import { ErrorBanner } from '../../parts/error-banner.tsx';
import { GuideStepView, type NamedKey } from '../../parts/guide-step-view.tsx';
import { Reading } from '../../parts/loaded.tsx';
import { SupportRequest } from '../../parts/support-request.tsx';
import type { ByHandPlace } from '../../parts/use-by-hand-places.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { withLinksOnce } from './guide-links.ts';
import { statementWords } from './proof-words.ts';
import styles from './rotations.module.css';
import { RunningPanel } from './running-panel.tsx';
import { useRotationPlace } from './use-rotation-place.ts';

/** The old key is ended in the console, or by support where the console cannot. */
export function GuidedEndingPanel({ view, noun }: { view: RotationView; noun: string }) {
  const place = useRotationPlace(view);
  if (place === null) {
    return (
      <RunningPanel title={`End the old ${noun} in the console`}>
        <Reading />
      </RunningPanel>
    );
  }
  const named = { key: view.keyName, container: place.container.providerContainerId };
  return isFixedKey(place.guide, named) ? (
    <RunningPanel title={`Ask support to end the old ${noun}`}>
      <SupportRequest
        guide={place.guide}
        keyId={view.keyId}
        named={named}
        trigger={view.plan.trigger}
      />
      <Statements view={view} asked={['support-confirmed']} needed="support-confirmed" />
    </RunningPanel>
  ) : (
    <RunningPanel title={`End the old ${noun} in the console`}>
      <EndSteps place={place} named={named} />
      <Statements
        view={view}
        asked={['logs-stopped', 'deactivated', 'archived']}
        needed="deactivated"
      />
    </RunningPanel>
  );
}

/** What to do in the console; what Rekey checks afterwards is a step of its own. */
export function EndSteps({ place, named }: { place: ByHandPlace; named: NamedKey }) {
  return (
    <div className={styles['guide']}>
      {withLinksOnce(place.guide.steps.end.filter(({ check }) => check === null)).map((step) => (
        <GuideStepView key={step.title} step={step} named={named} connection={place.connection} />
      ))}
    </div>
  );
}

interface StatementsProps {
  view: RotationView;
  asked: readonly EndStatement[];
  /** Without this one the old key is not ended. */
  needed: EndStatement;
}

/** The person's word for what only they can see; it stands in the receipt. */
function Statements({ view, asked, needed }: StatementsProps) {
  const attest = useCommand('rotations.attest-ended');
  const [stated, setStated] = useState<readonly EndStatement[]>([]);
  return (
    <div className={styles['form']}>
      <div className={styles['statements']} role="group" aria-label="What is done">
        {asked.map((statement) => (
          <Checkbox
            key={statement}
            isSelected={stated.includes(statement)}
            onChange={(isStated) => {
              setStated(
                asked.filter((other) => (other === statement ? isStated : stated.includes(other))),
              );
            }}
          >
            {statementWords[statement]}
          </Checkbox>
        ))}
      </div>
      <div className={styles['row']}>
        <Button
          variant="primary"
          isDisabled={!stated.includes(needed)}
          onPress={async () => {
            await attest.run({ rotationId: view.id, statements: [...stated] });
          }}
        >
          The old key has ended
        </Button>
      </div>
      {attest.error !== null && (
        <ErrorBanner error={attest.error} connectionId={view.connectionId} />
      )}
    </div>
  );
}
