import { broadGains } from '../../../shared/scopes/scope-changes.ts';
import type { CapabilityScope } from '../../../shared/scopes/capability-scope-schema.ts';
import type { PropertyChange } from '../../../shared/scopes/keyset-scope.ts';
import { gainedText } from './capability-diff.ts';
import type { ScopeEdit } from './edit-draft.ts';

/** Why something asks for the key's name, in words; names in it may be of unknown origin. */
interface DangerWords {
  readonly title: string;
  readonly text: string;
}

/** What is gained or may be lost by a dangerous change, and what of it cannot be undone. */
export function dangerWords(edit: ScopeEdit): DangerWords | null {
  switch (edit.kind) {
    case 'none':
      return null;
    case 'keyset':
      return lossWords(edit.changes);
    case 'capability':
      return gainWords(edit.before, edit.after);
    case 'channels':
      return {
        title: 'This key will reach every recipient',
        text: 'It was restricted to its channels. After this it can send to everybody in the account, those of channels added later too.',
      };
  }
}

function lossWords(changes: readonly PropertyChange[]): DangerWords {
  const losses = changes
    .filter(({ field }) => field.danger !== null)
    .map(({ field }) => `${field.label}: ${field.effect ?? ''}`);
  return { title: 'This may destroy data', text: `${losses.join(' ')} There is no way back.` };
}

function gainWords(before: CapabilityScope, after: CapabilityScope): DangerWords | null {
  const gains = broadGains(before, after);
  if (gains.length === 0) return null;
  const reach = gains.some(({ resource }) => resource === '[*]*')
    ? 'every channel, queue and metachannel'
    : 'every channel';
  return {
    title: `This key will be able to do more on ${reach}`,
    text: `It gains ${gains.map(gainedText).join(', ')}. You can take this back, but not what is read, sent or changed with it until then; and connections that are open at that time keep it until they reconnect.`,
  };
}
