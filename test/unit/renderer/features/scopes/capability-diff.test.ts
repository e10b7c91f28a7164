import { describe, expect, it } from 'vitest';
import {
  capabilityDiff,
  feltByClients,
  newCapabilityLines,
} from '../../../../../renderer/features/scopes/capability-diff.ts';
import {
  capabilityDraftProblems,
  documentOf,
  withDocument,
  withMap,
  withOperation,
  withoutResource,
  type CapabilityDraft,
} from '../../../../../renderer/features/scopes/capability-draft.ts';
import { capabilityTemplates } from '../../../../../renderer/features/scopes/capability-templates.ts';
import {
  groupsFor,
  operationGroups,
} from '../../../../../renderer/features/scopes/operation-groups.ts';
import { capabilityOperations } from '../../../../../shared/scopes/capability-scope.ts';
import { capabilityOfSimpleForm } from '../../../../../shared/scopes/capability-simple-form.ts';
import type {
  CapabilityMap,
  CapabilityScope,
} from '../../../../../shared/scopes/capability-scope-schema.ts';

const scope = (
  capability: CapabilityMap,
  revocableTokens: boolean | null = null,
): CapabilityScope => ({ kind: 'capability', capability, revocableTokens });
const diff = (before: CapabilityMap, after: CapabilityMap) =>
  capabilityDiff(scope(before), scope(after)).map(
    ({ kind, text, note }) =>
      `${{ added: '+', removed: '-', unchanged: ' ' }[kind]} ${text}${note === undefined ? '' : ` (${note})`}`,
  );

describe('the diff of rights', () => {
  it('reads like a diff of code', () => {
    expect(
      diff({ 'chat:*': ['subscribe'], news: ['history'] }, { 'chat:*': ['publish', 'subscribe'] }),
    ).toEqual(['+ publish on chat:*', '  subscribe on chat:*', '- history on news']);
  });

  it('shows as unchanged what other resources still give, or gave already', () => {
    expect(diff({ '*': ['publish'], 'a:*': ['publish'] }, { '*': ['publish'] })).toEqual([
      '  publish on *',
      '  publish on a:* (still given by *)',
    ]);
    expect(diff({ a: ['publish'] }, { '[*]*': ['*'] })).toEqual([
      '+ every operation on [*]* (new except publish on a)',
      '  publish on a (still given by every operation on [*]*)',
    ]);
    expect(diff({ '*': ['*'] }, { '*': ['publish'] })).toEqual([
      '- every operation on * (except publish on *)',
      '  publish on * (already given by every operation on *)',
    ]);
  });

  it('says what of a change other resources still give, or gave already', () => {
    expect(diff({ 'a:*': ['publish'] }, { 'a:*:b': ['publish'] })).toEqual([
      '- publish on a:* (except a:*:b)',
      '  publish on a:*:b (already given by a:*)',
    ]);
    expect(diff({ 'a:*:c': ['publish'] }, { 'a:b:*': ['publish'] })).toEqual([
      '- publish on a:*:c (partly still given by a:b:*)',
      '+ publish on a:b:* (partly given already by a:*:c)',
    ]);
  });

  it('names what overlaps also beside what lies inside', () => {
    expect(diff({ 'a:*': ['publish'] }, { 'a:x': ['publish'], '*:y': ['publish'] })).toEqual([
      '+ publish on *:y (partly given already by a:*)',
      '- publish on a:* (except a:x; partly still given by *:y)',
      '  publish on a:x (already given by a:*)',
    ]);
  });

  it('names the tokens only when their switch is turned', () => {
    expect(capabilityDiff(scope({}, null), scope({}, false))).toEqual([]);
    expect(capabilityDiff(scope({}, null), scope({}, true)).map(({ text }) => text)).toEqual([
      'revocable tokens: off',
      'revocable tokens: on',
    ]);
  });

  it('of a new key is every right it will have', () => {
    expect(newCapabilityLines(scope({ a: ['*'] }, true)).map(({ text }) => text)).toEqual([
      'every operation on a',
      'revocable tokens: on',
    ]);
  });
});

describe('what running clients feel', () => {
  it('is the reconnect, the refusals, and the one hour of revocable tokens', () => {
    const before = scope({ a: ['publish'] });
    expect(feltByClients(before, scope({ a: ['publish', 'history'] }))).toEqual([
      expect.stringMatching(/only after they reconnect/),
    ]);
    expect(feltByClients(before, scope({ a: ['history'] }))).toHaveLength(2);
    expect(feltByClients(before, scope({ a: ['publish'] }, true))).toEqual([
      expect.stringMatching(/1 hour.*already issued stay/),
    ]);
    expect(feltByClients(before, before)).toEqual([]);
  });

  it('is nothing where only the writing changes: other resources give the same', () => {
    const doubled = scope({ a: ['publish'], '*': ['publish'] });
    expect(feltByClients(doubled, scope({ '*': ['publish'] }))).toEqual([
      expect.stringMatching(/^Nothing.*the same rights/),
    ]);
  });
});

describe('form and document', () => {
  const draft: CapabilityDraft = { input: scope({ a: ['future-op', 'publish'] }), text: null };

  it('follow each other, and a spelling of one’s own stays while it can be read', () => {
    const typed = '{ "a":["publish"]   }';
    const after = withDocument(draft, typed) as CapabilityDraft;
    expect(after.input.capability).toEqual({ a: ['publish'] });
    expect(documentOf(after)).toBe(typed);
    expect(documentOf(withMap(after, { b: ['history'] }) as CapabilityDraft)).toBe(
      '{\n  "b": ["history"]\n}',
    );
  });

  it('an unreadable document changes no right and blocks the review', () => {
    const after = withDocument(draft, '{ "a": ["publish"') as CapabilityDraft;
    expect(after.input).toBe(draft.input);
    expect(Object.keys(capabilityDraftProblems(after, null))).toHaveLength(1);
  });

  it('an operation more or less leaves the others, also those nobody here knows', () => {
    expect(withOperation(draft.input.capability, 'a', 'history', true)).toEqual({
      a: ['future-op', 'history', 'publish'],
    });
    expect(withOperation(draft.input.capability, 'a', 'publish', false)).toEqual({
      a: ['future-op'],
    });
    expect(withoutResource({ a: [], b: [] }, 'a')).toEqual({ b: [] });
  });

  it('what the provider’s own map has wrong is no reason to refuse another change', () => {
    const odd: CapabilityMap = { a: [], b: ['publish'] };
    const changed: CapabilityDraft = { input: scope({ a: [], b: ['history'] }), text: null };
    expect(capabilityDraftProblems(changed, odd)).toEqual({});
    expect(Object.keys(capabilityDraftProblems(changed, { b: ['publish'] }))).toHaveLength(1);
  });
});

describe('the choices of the editor', () => {
  it('list every operation of the provider once, and unknown ones at the end', () => {
    expect(operationGroups.flatMap(({ operations }) => [...operations]).sort()).toEqual(
      [...capabilityOperations].sort(),
    );
    expect(groupsFor(['statistics', 'publish', '*']).at(-1)).toEqual({
      label: 'Not known to Rekey',
      operations: ['statistics'],
    });
  });

  it('a template’s map is what its form stands for', () => {
    for (const { start, capability } of capabilityTemplates)
      if (start !== null) expect(capabilityOfSimpleForm(start)).toEqual(capability);
  });
});
