import { keepsHistoryForever, keysetSetting } from '../../../shared/scopes/keyset-words.ts';
import type { KeysetScope } from '../../../shared/scopes/keyset-scope.ts';
import { countOf } from '../../messages/count-words.ts';

export interface KeysetFact {
  readonly text: string;
  /** Worth a second look. */
  readonly isConcern: boolean;
}

const fact = (text: string, isConcern = false): KeysetFact => ({ text, isConcern });

/** Where v2 keeps the days of files; v1's name stands beside it. */
const fileDays = { v1: 'files_ttl_in_days', v2: 'files.retention' } as const;

/** What a keyset's configuration means for the clients that use it, most telling first. */
export function keysetFacts(scope: KeysetScope): KeysetFact[] {
  const accessManager = keysetSetting(scope, 'accessManager');
  const history = keysetSetting(scope, 'history');
  const facts: KeysetFact[] = [];
  if (accessManager === true) facts.push(fact('Clients need a token: Access Manager is on.'));
  if (accessManager === false)
    facts.push(
      fact('Everybody who has the subscribe key may read and write: Access Manager is off.', true),
    );
  if (history === true) facts.push(historyFact(scope));
  if (history === false) facts.push(fact('Messages are not kept.'));
  if (keysetSetting(scope, 'presence') === true)
    facts.push(fact('Join, leave and occupancy are reported.'));
  if (keysetSetting(scope, 'appContext') === true)
    facts.push(fact('User and channel data is kept (App Context).'));
  if (keysetSetting(scope, 'files') === true) facts.push(filesFact(scope));
  if (keysetSetting(scope, 'wildcards') === true)
    facts.push(fact('Clients may subscribe to channels by wildcard.'));
  return facts.length === 0 ? [fact('The provider sent no setting that Rekey knows.')] : facts;
}

function historyFact(scope: KeysetScope): KeysetFact {
  const days = keysetSetting(scope, 'historyDays');
  const isLongest = keepsHistoryForever(scope);
  if (typeof days !== 'number') return fact('Messages are kept.');
  if (days === 0 && isLongest) return fact('Messages are kept without any limit.', true);
  const isMaximum = isLongest && scope.generation === 'v1';
  return fact(
    `Messages are kept for ${countOf(days, 'day', 'days')}${isMaximum ? ', the longest the provider offers' : ''}.`,
    isLongest,
  );
}

function filesFact({ generation, properties }: KeysetScope): KeysetFact {
  const days = properties[fileDays[generation]];
  return typeof days === 'number' && days > 0
    ? fact(`Files can be shared and are kept for ${countOf(days, 'day', 'days')}.`)
    : fact('Files can be shared.');
}
