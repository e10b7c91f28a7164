import { describe, expect, it } from 'vitest';
import { draftProblems as ablyProblems } from '../../../../../electron/providers/ably/capability.ts';
import { draftProblems as channelProblems } from '../../../../../electron/providers/activitysmith/channel-rules.ts';
import { scopeProblems as keysetProblemsV1 } from '../../../../../electron/providers/pubnub-v1/keyset-properties.ts';
import { scopeProblems as keysetProblemsV2 } from '../../../../../electron/providers/pubnub-v2/keyset-config.ts';
import { capabilityTemplates } from '../../../../../renderer/features/scopes/capability-templates.ts';
import { channelTemplates } from '../../../../../renderer/features/scopes/channel-templates.ts';
import { keysetTemplates } from '../../../../../renderer/features/scopes/keyset-templates.ts';
import { newScope } from '../../../../../renderer/features/scopes/new-scope.ts';
import { publicScopeWarnings } from '../../../../../shared/keys/public-key.ts';
import {
  capabilityOfSimpleForm,
  type SimpleCapabilityForm,
} from '../../../../../shared/scopes/capability-simple-form.ts';
import {
  ALL_OPERATIONS,
  capabilityOperations,
} from '../../../../../shared/scopes/capability-scope.ts';
import type { CapabilityMap } from '../../../../../shared/scopes/capability-scope-schema.ts';

/** What a template gives once the person has named a namespace where it names none. */
function completed(template: (typeof capabilityTemplates)[number]): CapabilityMap {
  const { start, capability } = template;
  const isNamed = start?.restriction !== 'selected' || start.resources.length > 0;
  const named = (form: SimpleCapabilityForm) => ({ ...form, resources: ['orders:*'] });
  return start === null || isNamed ? capability : capabilityOfSimpleForm(named(start));
}
const ably = (id: string): CapabilityMap => {
  const found = capabilityTemplates.find((template) => template.id === id);
  if (found === undefined) throw new Error(`No template ${id}`);
  return completed(found);
};
const scopeOf = (capability: CapabilityMap) =>
  ({ kind: 'capability', capability, revocableTokens: false }) as const;

describe('Ably templates', () => {
  it('grant exactly what their purpose needs', () => {
    expect(ably('server')).toEqual({ 'orders:*': ['publish'] });
    expect(ably('browser')).toEqual({ 'orders:*': ['subscribe'] });
    expect(ably('ci')).toEqual({ 'ci:*': ['publish', 'subscribe'] });
    expect(ably('statistics')).toEqual({ '*': ['stats'] });
    expect(ably('push')).toEqual({ '*': ['push-admin'] });
    expect(ably('queue')).toEqual({ '[queue]*': ['subscribe'] });
  });

  it.each(capabilityTemplates)(
    '$id passes the provider’s rules and opens nothing wide',
    (template) => {
      const capability = completed(template);
      expect(ablyProblems({ name: 'server_prod', scope: scopeOf(capability) })).toEqual([]);
      const known: ReadonlySet<string> = new Set(capabilityOperations);
      for (const operations of Object.values(capability)) {
        expect(operations).not.toContain(ALL_OPERATIONS);
        expect(operations.filter((operation) => !known.has(operation))).toEqual([]);
      }
      // Whole-app rights have an effect only there; nothing that carries messages is so wide.
      const wide = ['*', '[*]*'].flatMap((resource) => capability[resource] ?? []);
      expect(wide.filter((operation) => !['stats', 'push-admin'].includes(operation))).toEqual([]);
    },
  );

  it('for browsers is the one that may be public', () => {
    const fit = capabilityTemplates.filter(
      (template) => publicScopeWarnings(scopeOf(completed(template))).length === 0,
    );
    expect(fit.map(({ id }) => id)).toEqual(['browser', 'queue']);
  });
});

describe('keyset templates', () => {
  it.each(['v1', 'v2'] as const)(
    'of %s are three of the purposes, apart from each other',
    (generation) => {
      const problems = generation === 'v1' ? keysetProblemsV1 : keysetProblemsV2;
      const templates = keysetTemplates[generation];
      expect(templates.map(({ id }) => id)).toEqual([
        'server',
        'browser',
        'ci',
        'chat',
        'devices',
        'blank',
      ]);
      for (const { properties } of templates)
        expect(problems({ kind: 'keyset', properties })).toEqual([]);
      const texts = templates.map(({ properties }) => JSON.stringify(properties));
      expect(new Set(texts).size).toBe(texts.length);
    },
  );
});

describe('templates of a key that sends', () => {
  it('are for pushing, servers and CI; all begin channel scoped and reach nobody yet', () => {
    expect(channelTemplates.map(({ id }) => id)).toEqual(['push', 'server', 'ci']);
    const { input } = newScope('channels');
    expect(channelProblems({ name: 'campaign', scope: input })).toHaveLength(1);
    const channels = [{ slug: 'marketing', publicId: null }];
    const scope = { kind: 'channels', mode: 'channels', channels } as const;
    expect(input).toMatchObject({ kind: 'channels', mode: 'channels' });
    expect(channelProblems({ name: 'campaign', scope })).toEqual([]);
  });
});

it.each([
  ...capabilityTemplates,
  ...keysetTemplates.v1,
  ...keysetTemplates.v2,
  ...channelTemplates,
])('$label says in one sentence what it may do and what not', ({ description }) => {
  expect(description).toMatch(/^[^.]+[;,:][^.]+\.$/u);
});
