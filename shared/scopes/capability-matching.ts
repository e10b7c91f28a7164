/*
 * What a resource of an Ably capability covers. Rules from "Capabilities" in Ably's documentation:
 * a wildcard replaces whole segments between colons, the last one any number of them; `*` alone
 * means ordinary channels, not queues and not metachannels; `[*]*` means all three.
 */

/** What a concrete name belongs to. */
export type TargetKind = 'channel' | 'queue' | 'metachannel';

/** Unverified: no source states it. It counts as "no" and is said to be unknown. */
export type Coverage = 'yes' | 'no' | 'unverified';

/** How two resources lie to each other, as sets of the names they cover. */
export type ResourceRelation = 'same' | 'covers' | 'covered-by' | 'overlaps' | 'apart';

type Segment = { readonly text: string } | 'any-one' | 'any-rest';

type Pattern =
  | { readonly kind: 'everything' }
  | { readonly kind: TargetKind; readonly segments: readonly Segment[] }
  /** A form that no rule explains; covers nothing that could be promised. */
  | { readonly kind: 'unclear' };

/** Channel, queue or metachannel, by the prefix of a name; null for a prefix that no rule explains. */
export function targetKindOf(name: string): TargetKind | null {
  const kind = prefixed(name).kind;
  return kind === 'everything' || kind === 'unclear' ? null : kind;
}

/** Whether a resource covers the channel, queue (`[queue]…`) or metachannel (`[meta]…`) of this name. */
export const coversName = (resource: string, name: string): boolean =>
  coverageOf(resource, name) === 'yes';

/** As `coversName`, but tells "no" from "not stated": whether `foo:*` covers `foo` itself. */
export function coverageOf(resource: string, name: string): Coverage {
  const pattern = patternOf(resource);
  const target = prefixed(name);
  if (target.kind === 'unclear' || target.kind === 'everything' || target.rest === '') return 'no';
  if (pattern.kind === 'everything') return 'yes';
  if (pattern.kind === 'unclear' || pattern.kind !== target.kind) return 'no';
  const segments = target.rest.split(':').map((text) => ({ text }));
  if (includes(pattern.segments, segments)) return 'yes';
  const { length } = pattern.segments;
  const isNamespaceItself =
    length > 1 &&
    pattern.segments.at(-1) === 'any-rest' &&
    includes(pattern.segments.slice(0, -1), segments);
  return isNamespaceItself ? 'unverified' : 'no';
}

/** Whether every name that `other` covers is covered by `resource` too. */
export function coversResource(resource: string, other: string): boolean {
  if (resource === other) return true;
  const pattern = patternOf(resource);
  const inner = patternOf(other);
  if (pattern.kind === 'everything') return true;
  if (pattern.kind === 'unclear' || inner.kind === 'unclear' || inner.kind === 'everything')
    return false;
  return pattern.kind === inner.kind && includes(pattern.segments, inner.segments);
}

export function resourceRelation(one: string, other: string): ResourceRelation {
  const covers = coversResource(one, other);
  const isCovered = coversResource(other, one);
  if (covers && isCovered) return 'same';
  if (covers) return 'covers';
  if (isCovered) return 'covered-by';
  return overlap(patternOf(one), patternOf(other)) ? 'overlaps' : 'apart';
}

/** What a resource means, in a sentence. */
export function resourceWords(resource: string): string {
  const pattern = patternOf(resource);
  switch (pattern.kind) {
    case 'everything':
      return 'Everything: every channel, queue and metachannel.';
    case 'unclear':
      return 'No rule is known for this form. Rekey sends it as it is and promises nothing.';
    case 'channel':
    case 'queue':
    case 'metachannel':
      return `${segmentWords(pattern.kind, pattern.segments)}${literalNote(pattern.segments)}`;
  }
}

export interface SampleName {
  readonly name: string;
  readonly coverage: Coverage;
}

/** Names near a resource, made from its own segments, and whether it covers each. */
export function sampleNames(resource: string): SampleName[] {
  return [...new Set(nearbyNames(resource))]
    .filter((name) => targetKindOf(name) !== null && prefixed(name).rest !== '')
    .map((name) => ({ name, coverage: coverageOf(resource, name) }));
}

const prefixes = [
  { prefix: '[queue]', kind: 'queue' },
  { prefix: '[meta]', kind: 'metachannel' },
  { prefix: '[*]', kind: 'everything' },
] as const;

function prefixed(text: string): {
  readonly kind: TargetKind | 'everything' | 'unclear';
  readonly rest: string;
} {
  const found = prefixes.find(({ prefix }) => text.startsWith(prefix));
  if (found !== undefined) return { kind: found.kind, rest: text.slice(found.prefix.length) };
  // No channel's name may begin with a bracket.
  return { kind: text.startsWith('[') ? 'unclear' : 'channel', rest: text };
}

function patternOf(resource: string): Pattern {
  const { kind, rest } = prefixed(resource);
  if (kind === 'unclear' || rest === '') return { kind: 'unclear' };
  if (kind === 'everything') return { kind: rest === '*' ? 'everything' : 'unclear' };
  const texts = rest.split(':');
  return {
    kind,
    segments: texts.map((text, index): Segment => {
      if (text !== '*') return { text };
      return index === texts.length - 1 ? 'any-rest' : 'any-one';
    }),
  };
}

/** Whether the names of `inner` are all among those of `outer`; a concrete name is a pattern of texts. */
function includes(outer: readonly Segment[], inner: readonly Segment[]): boolean {
  const [first, ...outerRest] = outer;
  const [innerFirst, ...innerRest] = inner;
  if (first === undefined || innerFirst === undefined) return first === innerFirst;
  if (first === 'any-rest') return true;
  if (innerFirst === 'any-rest') return false;
  const fits = first === 'any-one' || (innerFirst !== 'any-one' && innerFirst.text === first.text);
  return fits && includes(outerRest, innerRest);
}

function overlap(one: Pattern, other: Pattern): boolean {
  if (one.kind === 'unclear' || other.kind === 'unclear') return false;
  if (one.kind === 'everything' || other.kind === 'everything') return true;
  return one.kind === other.kind && meet(one.segments, other.segments);
}

function meet(one: readonly Segment[], other: readonly Segment[]): boolean {
  const [first, ...oneRest] = one;
  const [otherFirst, ...otherRest] = other;
  if (first === undefined || otherFirst === undefined) return first === otherFirst;
  if (first === 'any-rest' || otherFirst === 'any-rest') return true;
  const fits = first === 'any-one' || otherFirst === 'any-one' || first.text === otherFirst.text;
  return fits && meet(oneRest, otherRest);
}

const kindWords = {
  channel: {
    one: 'The channel',
    all: 'Every channel, but no queue and no metachannel.',
    many: 'Channels',
  },
  queue: { one: 'The queue', all: 'Every queue, but no channel.', many: 'Queues' },
  metachannel: {
    one: 'The metachannel',
    all: 'Every metachannel, but no ordinary channel.',
    many: 'Metachannels',
  },
} as const;

function segmentWords(kind: TargetKind, segments: readonly Segment[]): string {
  const words = kindWords[kind];
  const shown = segments.map((segment) =>
    segment === 'any-one' ? '…' : segment === 'any-rest' ? '' : segment.text,
  );
  const hasInner = segments.includes('any-one');
  if (segments.at(-1) !== 'any-rest')
    return hasInner
      ? `${words.many} “${shown.join(':')}”: each … stands for one whole segment.`
      : `${words.one} “${shown.join(':')}” and no other.`;
  if (segments.length === 1) return words.all;
  const start = `${words.many} that begin with “${shown.slice(0, -1).join(':')}:”, at any depth`;
  const itself = `Whether “${shown.slice(0, -1).join(':')}” itself is covered is not stated: count on no.`;
  return hasInner
    ? `${start}; each … stands for one whole segment. ${itself}`
    : `${start}. ${itself}`;
}

function literalNote(segments: readonly Segment[]): string {
  const literal = segments.find(
    (segment) => typeof segment === 'object' && segment.text.includes('*'),
  );
  return typeof literal === 'object'
    ? ` “${literal.text}” is literal: a star counts only as a whole segment between colons.`
    : '';
}

function nearbyNames(resource: string): string[] {
  const { kind, rest } = prefixed(resource);
  const prefix = prefixes.find((candidate) => candidate.kind === kind)?.prefix ?? '';
  if (kind === 'everything' || kind === 'unclear' || rest === '*')
    return ['orders', 'orders:eu:17', '[queue]ab12CD-orders', '[meta]log'];
  const texts = rest.split(':');
  const filled = texts.map((text) => (text === '*' ? 'room' : text));
  const isOpenEnded = texts.at(-1) === '*';
  const own = filled.join(':');
  const starless = rest.includes('*') ? filled.map((text) => text.replaceAll('*', 'bar')) : filled;
  return [
    prefix + own,
    prefix + starless.join(':'),
    `${prefix}${own}:17`,
    ...(texts.length > 1 ? [prefix + filled.slice(0, -1).join(':')] : []),
    ...(texts.slice(0, -1).includes('*') ? [prefix + deepened(texts).join(':')] : []),
    ...(isOpenEnded ? [] : [`${prefix}${own}-2`]),
    kind === 'channel' ? `[queue]ab12CD-${filled[0] ?? 'orders'}` : (filled[0] ?? 'orders'),
  ];
}

/** Two segments where an inner star stands: one too many. */
const deepened = (texts: readonly string[]): string[] =>
  texts.flatMap((text, index) =>
    text !== '*' ? [text] : index === texts.length - 1 ? ['room'] : ['room', 'deeper'],
  );
