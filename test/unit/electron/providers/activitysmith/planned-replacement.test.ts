import { describe, expect, it } from 'vitest';
import { plannedReplacement } from '../../../../../electron/providers/activitysmith/planned-replacement.ts';
import { createCall } from '../../../../../electron/providers/activitysmith/tool-choice.ts';
import type { ScopeInput } from '../../../../../shared/scopes/key-scope.ts';

const tools = [
  {
    name: 'create_api_key',
    argumentNames: new Set(['name', 'scope_mode', 'channel_slugs', 'channel_public_ids']),
  },
];

describe('the call that creates, as the plan shows it', () => {
  it.each<[string, ScopeInput]>([
    ['everybody', { kind: 'channels', mode: 'all', channels: [] }],
    [
      'channels with an id',
      {
        kind: 'channels',
        mode: 'channels',
        channels: [
          { slug: 'ops', publicId: 'chan_1' },
          { slug: 'sales', publicId: 'chan_2' },
        ],
      },
    ],
    [
      'channels with and without an id',
      {
        kind: 'channels',
        mode: 'channels',
        channels: [
          { slug: 'ops', publicId: 'chan_1' },
          { slug: 'old', publicId: null },
        ],
      },
    ],
  ])('is the call that is sent: %s', (_case, scope) => {
    const draft = {
      providerContainerId: 'account',
      name: 'nightly_rk0000000000',
      environment: 'unset',
      scope,
    } as const;
    const sent = createCall(draft)(tools);
    const planned = plannedReplacement({ providerKeyId: 'key_1', draft, canProbe: false }).find(
      ({ purpose }) => purpose === 'create-new',
    );
    expect(sent.ok && `${sent.value.name} ${JSON.stringify(sent.value.input)}`).toBe(
      planned?.bodySummary,
    );
  });
});
