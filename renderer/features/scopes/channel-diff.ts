import { channelKeyOf } from '../../../shared/scopes/channel-scope.ts';
import type { ChannelScope, ScopeChannel } from '../../../shared/scopes/channel-scope-schema.ts';
import type { DiffLine } from '../../ui/diff-line.ts';

const modeWords: Readonly<Record<ChannelScope['mode'], string>> = {
  all: 'All Recipients',
  channels: 'Channel Scoped',
};

/** A change of channels like a diff of code. */
export function channelDiff(before: ChannelScope, after: ChannelScope): DiffLine[] {
  const old = new Set(before.channels.map(channelKeyOf));
  const next = new Set(after.channels.map(channelKeyOf));
  const lines = (
    kind: DiffLine['kind'],
    channels: readonly ScopeChannel[],
    isWanted: (key: string) => boolean,
  ): DiffLine[] =>
    channels
      .filter((channel) => isWanted(channelKeyOf(channel)))
      .map(({ slug }) => ({ kind, text: `channel ${slug}` }));
  return [
    ...(before.mode === after.mode
      ? []
      : [
          { kind: 'removed', text: `scope: ${modeWords[before.mode]}` } as const,
          { kind: 'added', text: `scope: ${modeWords[after.mode]}` } as const,
        ]),
    ...lines('removed', before.channels, (key) => !next.has(key)).map((line) =>
      after.mode === 'all' ? { ...line, note: 'reached with all the others' } : line,
    ),
    ...lines('added', after.channels, (key) => !old.has(key)),
    ...lines('unchanged', after.channels, (key) => old.has(key)),
  ];
}

/** What senders feel of the change, in sentences. */
export function channelsFelt(before: ChannelScope, after: ChannelScope): string[] {
  if (after.mode === 'all')
    return [
      'A request that names no target.channels reaches every recipient in the account, where it reached only the channels of this key.',
    ];
  const left = new Set(after.channels.map(channelKeyOf));
  const isNarrowed =
    before.mode === 'all' || before.channels.some((channel) => !left.has(channelKeyOf(channel)));
  return [
    ...(isNarrowed
      ? ['A request whose target.channels names a channel outside this list fails with 403.']
      : []),
    'A request that names no target.channels reaches all channels of this list.',
  ];
}

/** The scope that a new key will have. */
export const newChannelLines = ({ mode, channels }: ChannelScope): DiffLine[] => [
  { kind: 'added', text: `scope: ${modeWords[mode]}` },
  ...channels.map(({ slug }): DiffLine => ({ kind: 'added', text: `channel ${slug}` })),
];
