import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  channelDifferences,
  channelOutcome,
  channelScopeProblems,
  channelScopeWords,
} from '../../../../shared/scopes/channel-scope.ts';
import type { ChannelScope } from '../../../../shared/scopes/channel-scope-schema.ts';

const RUNS = 10_000;
const channel = (slug: string, publicId: string | null = `ch_${slug}`) => ({ slug, publicId });
const only = (...slugs: string[]): ChannelScope => ({
  kind: 'channels',
  mode: 'channels',
  channels: slugs.map((slug) => channel(slug)),
});
const all: ChannelScope = { kind: 'channels', mode: 'all', channels: [] };

describe('the four outcomes of scope × target.channels', () => {
  it('all, no channels asked: everybody', () => {
    expect(channelOutcome(all, null)).toEqual({ kind: 'all-recipients' });
  });

  it('all, channels asked: only those', () => {
    expect(channelOutcome(all, ['marketing'])).toEqual({ kind: 'channels', slugs: ['marketing'] });
  });

  it('channels, none asked: those of the key', () => {
    expect(channelOutcome(only('ops', 'sales'), null)).toEqual({
      kind: 'channels',
      slugs: ['ops', 'sales'],
    });
  });

  it('channels, some asked: a subset is sent to, anything else is refused by name', () => {
    expect(channelOutcome(only('ops', 'sales'), ['ops'])).toEqual({
      kind: 'channels',
      slugs: ['ops'],
    });
    expect(channelOutcome(only('ops'), ['ops', 'test-devices'])).toEqual({
      kind: 'refused',
      outside: ['test-devices'],
    });
  });

  it('never let a restricted key reach a channel outside its own', () => {
    const slugs = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 4 });
    fc.assert(
      fc.property(slugs, fc.option(slugs), (assigned, target) => {
        const own: readonly string[] = assigned;
        const outcome = channelOutcome(only(...own), target);
        expect(outcome.kind).not.toBe('all-recipients');
        if (outcome.kind === 'channels')
          expect(outcome.slugs.filter((slug) => !own.includes(slug))).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });
});

describe('two channel scopes', () => {
  it('differ in their mode before anything else', () => {
    expect(channelDifferences(all, only('ops'))).toEqual(['mode']);
    expect(channelDifferences(all, all)).toEqual([]);
  });

  it('name what came and what went, and take a renamed channel for the same', () => {
    expect(channelDifferences(only('ops', 'sales'), only('sales', 'news'))).toEqual([
      'news',
      'ops',
    ]);
    const renamed = { ...only(), channels: [channel('operations', 'ch_ops')] };
    expect(channelDifferences(only('ops'), renamed)).toEqual([]);
  });

  it('are asked for with at least one channel, or with none at all', () => {
    expect(channelScopeProblems(only())).toHaveLength(1);
    expect(channelScopeProblems(only('ops'))).toEqual([]);
    expect(channelScopeProblems(all)).toEqual([]);
    expect(channelScopeProblems({ ...only('ops'), mode: 'all' })).toHaveLength(1);
  });

  it('read in a few words', () => {
    expect(channelScopeWords(all)).toEqual(['all recipients']);
    expect(channelScopeWords(only('ops', 'sales'))).toEqual(['ops', 'sales']);
  });
});
