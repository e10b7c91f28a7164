import { countOf } from '../../messages/count-words.ts';
import type { KeysetScope } from '../../../shared/scopes/keyset-scope.ts';

export interface KeysetFact {
  readonly text: string;
  /** Worth a second look. */
  readonly isConcern: boolean;
}

const fact = (text: string, isConcern = false): KeysetFact => ({ text, isConcern });

/** What a keyset's configuration means for the clients that use it, most telling first. */
export function keysetFacts(scope: KeysetScope): KeysetFact[] {
  const { properties } = scope;
  const facts: KeysetFact[] = [];
  if (properties['uls'] === true) facts.push(fact('Clients need a token: Access Manager is on.'));
  if (properties['uls'] === false)
    facts.push(
      fact('Everybody who has the subscribe key may read and write: Access Manager is off.', true),
    );
  if (properties['history'] === true) facts.push(historyFact(properties['message_storage_ttl']));
  if (properties['history'] === false) facts.push(fact('Messages are not kept.'));
  if (properties['presence'] === true) facts.push(fact('Join, leave and occupancy are reported.'));
  if (properties['objects'] === true)
    facts.push(fact('User and channel data is kept (App Context).'));
  if (properties['files_enabled'] === true) facts.push(filesFact(properties['files_ttl_in_days']));
  if (properties['wildcardsubscribe'] === true)
    facts.push(fact('Clients may subscribe to channels by wildcard.'));
  return facts.length === 0 ? [fact('The provider sent no setting that Rekey knows.')] : facts;
}

function historyFact(days: unknown): KeysetFact {
  if (typeof days !== 'number') return fact('Messages are kept.');
  const isLongest = days >= 365;
  return fact(
    `Messages are kept for ${countOf(days, 'day', 'days')}${isLongest ? ', the longest the provider offers' : ''}.`,
    isLongest,
  );
}

function filesFact(days: unknown): KeysetFact {
  return typeof days === 'number' && days > 0
    ? fact(`Files can be shared and are kept for ${countOf(days, 'day', 'days')}.`)
    : fact('Files can be shared.');
}
