import {
  comparedCapabilities,
  type ChangedRight,
  type KeptRight,
  type Right,
} from '../../../shared/scopes/capability-comparison.ts';
import { ALL_OPERATIONS, sameCapability } from '../../../shared/scopes/capability-scope.ts';
import type { CapabilityScope } from '../../../shared/scopes/capability-scope-schema.ts';
import type { DiffLine } from '../../ui/diff-line.ts';

/** A change of rights, as sets of names, like a diff of code: `+ publish on chat:*`, `− history on *`. */
export function capabilityDiff(before: CapabilityScope, after: CapabilityScope): DiffLine[] {
  const { gained, lost, unchanged } = comparedCapabilities(before.capability, after.capability);
  const lines: (Right & { readonly line: DiffLine })[] = [
    ...lost.map((right) => ({ ...right, line: changedLine('removed', right, lostWords) })),
    ...gained.map((right) => ({ ...right, line: changedLine('added', right, gainedWords) })),
    ...unchanged.map((right) => ({ ...right, line: keptLine(right) })),
  ];
  return [
    ...lines
      .toSorted((one, other) =>
        one.resource < other.resource ? -1 : Number(one.resource > other.resource),
      )
      .map(({ line }) => line),
    ...tokenLines(before.revocableTokens ?? false, after.revocableTokens ?? false),
  ];
}

/** The rights that a new key will have; from one that does not exist, nothing is taken away. */
export const newCapabilityLines = (scope: CapabilityScope): DiffLine[] =>
  capabilityDiff({ kind: 'capability', capability: {}, revocableTokens: false }, scope).filter(
    ({ kind }) => kind !== 'removed',
  );

/** What running clients feel of the change, in sentences. */
export function feltByClients(before: CapabilityScope, after: CapabilityScope): string[] {
  const { gained, lost } = comparedCapabilities(before.capability, after.capability);
  const [hadTokens, hasTokens] = [before.revocableTokens ?? false, after.revocableTokens ?? false];
  const isOnlyRewritten =
    gained.length + lost.length === 0 && !sameCapability(before.capability, after.capability);
  return [
    ...(isOnlyRewritten
      ? ['Nothing of the new map: it is written in another way and gives the same rights.']
      : []),
    ...(gained.length + lost.length > 0
      ? ['Changed capabilities reach open connections only after they reconnect.']
      : []),
    ...(lost.length > 0 ? ['From then on, calls that need what is taken away are refused.'] : []),
    ...(!hadTokens && hasTokens ? [revocableOn] : []),
    ...(hadTokens && !hasTokens
      ? [
          'Tokens made afterwards cannot be revoked one by one. Tokens already issued stay as they are.',
        ]
      : []),
  ];
}

export const revocableOn =
  'Tokens made afterwards last for 1 hour at most; a request for a longer one is refused, which can break a server that issues longer ones. Tokens already issued stay as they are.';

interface RemainderWords {
  readonly except: string;
  readonly partly: string;
}

const lostWords: RemainderWords = { except: 'except', partly: 'partly still given by' };
const gainedWords: RemainderWords = { except: 'new except', partly: 'partly given already by' };

/** What of it the other map gives too: wildcards overlap. */
function changedLine(
  kind: 'added' | 'removed',
  right: ChangedRight,
  words: RemainderWords,
): DiffLine {
  const { except, partly } = right;
  const notes = [
    ...(except.length === 0 ? [] : [`${words.except} ${besides(right, except)}`]),
    ...(partly.length === 0 ? [] : [`${words.partly} ${besides(right, partly)}`]),
  ];
  return line(kind, right, notes.length === 0 ? undefined : notes.join('; '));
}

/** What comes, with what of it is not new: "publish on a:* (new except a:b)". */
export function gainedText(right: ChangedRight): string {
  const { text, note } = changedLine('added', right, gainedWords);
  return note === undefined ? text : `${text} (${note})`;
}

/** It stays, but only one of the two maps writes it down. */
function keptLine(right: KeptRight): DiffLine {
  const givers = besides(right, right.givenBy);
  switch (right.writtenIn) {
    case 'both':
      return line('unchanged', right, undefined);
    case 'before':
      return line('unchanged', right, `still given by ${givers}`);
    case 'after':
      return line('unchanged', right, `already given by ${givers}`);
  }
}

/** Other rights beside one: by their resources where the operation is the same. */
const besides = ({ operation }: Right, others: readonly Right[]): string =>
  others
    .map((other) => (other.operation === operation ? other.resource : rightWords(other)))
    .join(', ');

/** "publish on chat:*" */
const rightWords = ({ operation, resource }: Right): string =>
  `${operation === ALL_OPERATIONS ? 'every operation' : operation} on ${resource}`;

const line = (kind: DiffLine['kind'], right: Right, note: string | undefined): DiffLine => ({
  kind,
  text: rightWords(right),
  ...(note === undefined ? {} : { note }),
});

function tokenLines(before: boolean, after: boolean): DiffLine[] {
  if (before === after) return [];
  return [
    { kind: 'removed', text: `revocable tokens: ${before ? 'on' : 'off'}` },
    { kind: 'added', text: `revocable tokens: ${after ? 'on' : 'off'}` },
  ];
}
