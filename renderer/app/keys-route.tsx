import { KeysScreen } from '../features/keys/list/keys-screen.tsx';
import { useCommandQuery } from '../ipc/use-command-query.ts';
import { Loaded } from '../parts/loaded.tsx';
import { FirstStart } from './first-start.tsx';

/** The list; before the first account, what to do first. */
export function KeysRoute() {
  const connections = useCommandQuery('connections.list', {});
  return (
    <Loaded query={connections}>
      {(all) => (all.length === 0 ? <FirstStart /> : <KeysScreen connections={all} />)}
    </Loaded>
  );
}
