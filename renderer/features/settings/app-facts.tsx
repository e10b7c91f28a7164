import type { AppStatus } from '../../../shared/ipc/contract.ts';
import { useCommandQuery } from '../../ipc/use-command-query.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { DescriptionList } from '../../ui/description-list.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { clipboardState, databaseState, hostWords, keychainState } from './status-words.ts';
import type { StateWords } from './status-words.ts';
import styles from './settings.module.css';

/** How this start of Rekey stands: version, host, keychain, database, clipboard. */
export function AppFacts() {
  const status = useCommandQuery('app.status', {});
  return (
    <section className={styles['facts']} aria-labelledby="app-facts">
      <h2 id="app-facts">This Rekey</h2>
      <Loaded query={status}>{(value) => <Facts status={value} />}</Loaded>
    </section>
  );
}

function Facts({ status }: { status: AppStatus }) {
  return (
    <DescriptionList
      items={[
        { term: 'Version', details: status.version },
        { term: 'Runs in', details: hostWords(status) },
        { term: 'Keychain', details: <State state={keychainState(status)} /> },
        { term: 'Saved list', details: <State state={databaseState(status)} /> },
        { term: 'Clipboard', details: <State state={clipboardState(status)} /> },
      ]}
    />
  );
}

function State({ state }: { state: StateWords }) {
  return (
    <div>
      <StatusMark status={state.isGood ? 'active' : 'attention'} word={state.word} />
      <p className={styles['explanation']}>{state.sentence}</p>
    </div>
  );
}
