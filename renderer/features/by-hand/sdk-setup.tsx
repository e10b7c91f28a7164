import { guideText } from '../../../shared/keys/by-hand-key.ts';
import type { ConsoleGuide, Sdk } from '../../../shared/providers/console-guide.ts';
import { visibleText } from '../../ui/visible-text.ts';
import { Badge } from '../../ui/badge.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import type { NamedKey } from '../../parts/guide-step-view.tsx';
import styles from './by-hand.module.css';

export interface SdkSetupProps {
  guide: Pick<ConsoleGuide, 'sdks' | 'advice'>;
  /** Stands in the examples. */
  named: NamedKey;
}

/** What takes a key of this provider. The cards only tell, as those of the console do. */
export function SdkSetup({ guide, named }: SdkSetupProps) {
  const { sdks, advice } = guide;
  if (sdks.length === 0) return null;
  const shown = { key: visibleText(named.key, 60), container: visibleText(named.container, 40) };
  return (
    <section className={styles['panel']} aria-labelledby="sdk-setup-title">
      <h2 id="sdk-setup-title">SDK setup</h2>
      <ul className={styles['sdks']}>
        {sdks.map((sdk) => (
          <SdkCard key={sdk.name} sdk={sdk} />
        ))}
      </ul>
      {sdks.map(
        ({ name, snippet }) =>
          snippet !== null && (
            <Disclosure key={name} title={`The token in ${name}, from an environment variable`}>
              <pre className={styles['snippet']}>
                <code>{guideText(snippet, shown)}</code>
              </pre>
            </Disclosure>
          ),
      )}
      <ul className={styles['points']}>
        {advice.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}

function SdkCard({ sdk: { name, isReady, note } }: { sdk: Sdk }) {
  return (
    <li className={styles['sdk']}>
      <div className={styles['sdkHead']}>
        <span className={styles['sdkName']}>{name}</span>
        <Badge tone={isReady ? 'success' : 'neutral'}>{isReady ? 'ready' : 'coming soon'}</Badge>
      </div>
      <p className={styles['note']}>{note}</p>
    </li>
  );
}
