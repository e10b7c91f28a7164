import { Fragment, useState } from 'react';
import { isFixedKey } from '../../../shared/keys/by-hand-key.ts';
import type { KeyDetails } from '../../../shared/keys/key.ts';
import type { KeyId } from '../../../shared/lib/ids.ts';
import type { ConsoleGuide, GuideStep } from '../../../shared/providers/console-guide.ts';
import { useCommandQuery } from '../../ipc/use-command-query.ts';
import { useCommand } from '../../ipc/use-command.ts';
import { ErrorBanner } from '../../parts/error-banner.tsx';
import { Loaded, Reading } from '../../parts/loaded.tsx';
import { ScreenTitle } from '../../parts/screen-title.tsx';
import { useCloseScreen } from '../../parts/use-close-screen.ts';
import { useEscapeToClose } from '../../parts/use-escape-to-close.ts';
import { announce } from '../../ui/announce.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Pane } from '../../ui/pane.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { visibleText } from '../../ui/visible-text.ts';
import { CheckPanel } from './check-panel.tsx';
import { GuideStepView, type NamedKey } from '../../parts/guide-step-view.tsx';
import { SupportRequest } from '../../parts/support-request.tsx';
import { useByHandPlaces, type ByHandPlace } from '../../parts/use-by-hand-places.ts';
import styles from './by-hand.module.css';

/** Ending a key in the provider's console, step by step; or the request to support where it cannot. */
export function EndByHandScreen({ keyId }: { keyId: KeyId }) {
  const key = useCommandQuery('keys.get', { keyId });
  const places = useByHandPlaces();
  return (
    <>
      <ScreenTitle>End a key by hand</ScreenTitle>
      <Loaded query={key}>
        {(details) => {
          if (places === null) return <Reading />;
          const place = places.find(
            ({ container }) => container.id === details.summary.containerId,
          );
          if (place === undefined) return <NotByHand keyId={keyId} />;
          const container = place.container.providerContainerId;
          const named = { key: details.summary.name, container };
          return isFixedKey(place.guide, named) ? (
            <LeakedKey guide={place.guide} named={named} keyId={keyId} />
          ) : (
            <EndKey details={details} place={place} named={named} />
          );
        }}
      </Loaded>
    </>
  );
}

/** An address that was typed. */
function NotByHand({ keyId }: { keyId: KeyId }) {
  const close = useCloseScreen(keyId);
  return (
    <EmptyState
      icon="key"
      title="This key is not kept by hand"
      actions={<Button onPress={close}>Show the key</Button>}
    >
      Rekey ends it at the provider itself: see the actions of the key.
    </EmptyState>
  );
}

/** Steps whose words the person gives; the ones after the end belong behind it. */
function splitAtEnd(steps: readonly GuideStep[]): {
  before: readonly GuideStep[];
  after: readonly GuideStep[];
} {
  const checked = steps.findIndex(({ check }) => check !== null);
  const end = checked === -1 ? steps.length : checked;
  return { before: steps.slice(0, end), after: steps.slice(end) };
}

function EndKey({
  details,
  place: { guide, connection },
  named,
}: {
  details: KeyDetails;
  place: ByHandPlace;
  named: NamedKey;
}) {
  const { summary } = details;
  const end = useCommand('keys.end-by-hand');
  const [confirmed, setConfirmed] = useState<ReadonlySet<string>>(new Set());
  const [typedName, setTypedName] = useState('');
  const [note, setNote] = useState('');
  const close = useCloseScreen(summary.id);
  useEscapeToClose(close);
  // What a check sees may make the key active again; the answer has to stay in sight then.
  const [isEnded, setIsEnded] = useState(summary.status === 'ended');
  const [isAlive, setIsAlive] = useState(false);
  const { before, after } = splitAtEnd(guide.steps.end);
  const shown = isEnded ? after : before;
  const isReady =
    typedName === summary.name &&
    before.every(({ title, confirm }) => confirm === null || confirmed.has(title));
  const run = async () => {
    const result = await end.run({ keyId: summary.id, typedName, note: note.trim() });
    if (!result.ok) return;
    setIsEnded(true);
    setIsAlive(false);
    announce('The key is listed as ended.');
  };
  const name = visibleText(summary.name, 60);
  return (
    <Pane
      title={`End ${name} by hand`}
      footer={
        <div className={styles['footer']}>
          {!isEnded && (
            <Button variant="quiet" onPress={close}>
              Cancel
            </Button>
          )}
          <span className={styles['space']} />
          {isEnded ? (
            <Button variant="primary" onPress={close}>
              Done
            </Button>
          ) : (
            <Button variant="danger" isDisabled={!isReady} onPress={run}>
              List it as ended
            </Button>
          )}
        </div>
      }
    >
      <div className={styles['form']}>
        {isEnded && (
          <EndedBanner
            isAlive={isAlive}
            isTokenHeld={summary.custody === 'in-keychain'}
            onAgain={() => {
              setIsEnded(false);
              setConfirmed(new Set());
              setTypedName('');
            }}
          />
        )}
        {shown.map((step) => (
          <Fragment key={step.title}>
            <GuideStepView
              step={step}
              named={named}
              connection={connection}
              confirmation={{
                isConfirmed: confirmed.has(step.title),
                onChange: (isConfirmed) => {
                  setConfirmed((latest) => toggled(latest, step.title, isConfirmed));
                },
              }}
            />
            {step.check !== null && (
              <CheckPanel
                summary={summary}
                onChecked={({ outcome, settlesAt }) => {
                  setIsAlive(outcome === 'works' && settlesAt === null);
                }}
              />
            )}
          </Fragment>
        ))}
        {!isEnded && (
          <>
            <TextField
              label={`Type ${name} to confirm`}
              value={typedName}
              onChange={setTypedName}
              isMonospace
            />
            <TextField
              label="Note"
              labelNote="(optional)"
              description="For the activity log, such as who ended it and when."
              value={note}
              onChange={setNote}
              maxLength={300}
            />
          </>
        )}
        {end.error !== null && <ErrorBanner error={end.error} />}
      </div>
    </Pane>
  );
}

/** What was attested, or that a check has seen otherwise. */
function EndedBanner({
  isAlive,
  isTokenHeld,
  onAgain,
}: {
  isAlive: boolean;
  isTokenHeld: boolean;
  onAgain: () => void;
}) {
  return isAlive ? (
    <Banner
      tone="warning"
      title="Listed as active again"
      actions={
        <Button size="small" onPress={onAgain}>
          End it again
        </Button>
      }
    >
      A check showed that requests with this key are still accepted.
    </Banner>
  ) : (
    <Banner tone="success" title="Listed as ended" isAnnounced>
      Nothing brings this key back.{' '}
      {isTokenHeld && 'Its token stays in the keychain until you forget the account.'}
    </Banner>
  );
}

function LeakedKey({
  guide,
  named,
  keyId,
}: {
  guide: ConsoleGuide;
  named: NamedKey;
  keyId: KeyId;
}) {
  const [isExposed, setIsExposed] = useState(false);
  const close = useCloseScreen(keyId);
  useEscapeToClose(close);
  return (
    <Pane
      title="This key cannot be ended in the console"
      footer={
        <div className={styles['footer']}>
          <span className={styles['space']} />
          <Button variant="primary" onPress={close}>
            Close
          </Button>
        </div>
      }
    >
      <div className={styles['sections']}>
        <Checkbox isSelected={isExposed} onChange={setIsExposed}>
          Its token may have leaked
        </Checkbox>
        <SupportRequest
          guide={guide}
          keyId={keyId}
          named={named}
          trigger={isExposed ? 'exposed' : 'planned'}
        />
        <section>
          <h2>If it has leaked</h2>
          <ol className={styles['list']}>
            {guide.steps.leakedFixedKey.map(({ title }) => (
              <li key={title}>{title}</li>
            ))}
          </ol>
        </section>
      </div>
    </Pane>
  );
}

function toggled(set: ReadonlySet<string>, name: string, isIn: boolean): ReadonlySet<string> {
  const next = new Set(set);
  if (isIn) next.add(name);
  else next.delete(name);
  return next;
}
