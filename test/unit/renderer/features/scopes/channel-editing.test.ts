import { describe, expect, it } from 'vitest';
import { channelDiff, channelsFelt } from '../../../../../renderer/features/scopes/channel-diff.ts';
import {
  pickedChannel,
  typedSlugs,
} from '../../../../../renderer/features/scopes/channel-draft.ts';
import { channelDifferences } from '../../../../../shared/scopes/channel-scope.ts';
import type { ChannelScope } from '../../../../../shared/scopes/channel-scope-schema.ts';

const only = (...channels: ChannelScope['channels']): ChannelScope => ({
  kind: 'channels',
  mode: 'channels',
  channels,
});
const all: ChannelScope = { kind: 'channels', mode: 'all', channels: [] };

describe('picking a channel', () => {
  it('keeps slug and public id side by side', () => {
    expect(pickedChannel({ resource: 'ops', publicId: 'ch_1' }, null)).toEqual({
      slug: 'ops',
      publicId: 'ch_1',
    });
  });

  it('taken away and picked again is no change, even where the key’s list names slugs only', () => {
    const shown = only({ slug: 'ops', publicId: null });
    const again = only(pickedChannel({ resource: 'ops', publicId: 'ch_1' }, shown));
    expect(channelDifferences(shown, again)).toEqual([]);
  });

  it('goes by the public id: another channel that took over a slug is another channel', () => {
    const shown = only({ slug: 'ops', publicId: 'ch_1' });
    expect(pickedChannel({ resource: 'ops', publicId: 'ch_2' }, shown).publicId).toBe('ch_2');
    expect(pickedChannel({ resource: 'operations', publicId: 'ch_1' }, shown).slug).toBe('ops');
  });
});

describe('slugs as they are typed', () => {
  it.each([
    ['', null],
    [' , ', null],
    ['marketing', ['marketing']],
    ['marketing, test-devices marketing', ['marketing', 'test-devices']],
  ])('%j', (text, slugs) => {
    expect(typedSlugs(text)).toEqual(slugs);
  });
});

describe('the diff of channels', () => {
  it('names the scope and every channel that comes or goes', () => {
    const lines = channelDiff(only({ slug: 'ops', publicId: null }), all);
    expect(lines.map(({ kind, text }) => `${kind} ${text}`)).toEqual([
      'removed scope: Channel Scoped',
      'added scope: All Recipients',
      'removed channel ops',
    ]);
  });

  it('says who is reached by requests that name nobody, and which are refused', () => {
    expect(channelsFelt(only({ slug: 'ops', publicId: null }), all)).toEqual([
      expect.stringMatching(/every recipient in the account/),
    ]);
    expect(channelsFelt(all, only({ slug: 'ops', publicId: null }))).toEqual([
      expect.stringMatching(/403/),
      expect.stringMatching(/all channels of this list/),
    ]);
  });
});
