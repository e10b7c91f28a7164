import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  keysetText,
  readKeysetText,
} from '../../../../../renderer/features/scopes/keyset-document.ts';
import {
  keysetDocumentProblems,
  keysetProblems,
  withKeysetDocument,
} from '../../../../../renderer/features/scopes/keyset-draft.ts';
import { keysetFields, type KeysetScope } from '../../../../../shared/scopes/keyset-scope.ts';

const RUNS = 10_000;
const problemsIn = (generation: KeysetScope['generation'], text: string): readonly string[] => {
  const reading = readKeysetText(generation, text);
  return reading.kind === 'read' ? [] : reading.problems;
};

describe('the document of a keyset', () => {
  it('is flat in v1 and in sections in v2, as the provider writes it', () => {
    expect(keysetText('v1', { history: true, message_storage_ttl: 30 })).toBe(
      '{\n  "history": true,\n  "message_storage_ttl": 30\n}',
    );
    expect(
      JSON.parse(keysetText('v2', { 'presence.enabled': true, 'files.region': null })),
    ).toEqual({ presence: { enabled: true }, files: { region: null } });
  });

  it.each(['v1', 'v2'] as const)('read again gives the same settings: %s', (generation) => {
    const names = keysetFields(generation).map(({ name }) => name);
    const values = fc.oneof(
      fc.boolean(),
      fc.integer(),
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.constant(null),
    );
    const all = fc
      .array(fc.tuple(fc.constantFrom(...names), values), { maxLength: 8 })
      .map((entries) => Object.fromEntries(entries));
    fc.assert(
      fc.property(all, (properties) => {
        expect(readKeysetText(generation, keysetText(generation, properties))).toEqual({
          kind: 'read',
          properties,
        });
      }),
      { numRuns: RUNS },
    );
  });

  it('says what is wrong with it, and never drops a setting in silence', () => {
    expect(problemsIn('v1', '{')).toEqual(['This is not JSON.']);
    expect(problemsIn('v1', '[]')).toEqual([expect.stringMatching(/is an object/)]);
    expect(problemsIn('v1', '{"token_key": "x"}')).toEqual([
      expect.stringMatching(/does not manage “token_key”/),
    ]);
    expect(problemsIn('v2', '{"presence": true}')).toEqual([
      expect.stringMatching(/does not manage “presence”/),
    ]);
    expect(problemsIn('v1', '{"history": [1]}')).toEqual([expect.stringMatching(/“history” is/)]);
    expect(problemsIn('v1', '{"message_storage_ttl": 1.5}')).toHaveLength(1);
    expect(problemsIn('v1', '{"history": true, "history": false}')).toEqual([
      expect.stringMatching(/“history” stands more than once/),
    ]);
    const twoSections = '{"presence": {"enabled": true}, "files": {"enabled": true}}';
    expect(problemsIn('v2', twoSections)).toEqual([]);
  });

  it('changes only what it names: the rest stays as the provider shows it', () => {
    const shown = { history: true, message_storage_ttl: 30 };
    const draft = { input: { kind: 'keyset', properties: shown }, text: null } as const;
    const read = withKeysetDocument(draft, 'v1', shown, '{"history": false}');
    expect(read.input).toEqual({
      kind: 'keyset',
      properties: { history: false, message_storage_ttl: 30 },
    });
    const unreadable = withKeysetDocument(read, 'v1', shown, '{"history": ');
    expect(unreadable.input).toBe(read.input);
    expect(keysetDocumentProblems('v1', unreadable)).toEqual(['This is not JSON.']);
  });
});

describe('the rules of a v2 keyset', () => {
  const on = { 'files.enabled': true, 'files.region': 'us-east-1', 'files.retention': 7 };

  it('ask for what a switch needs as soon as it is turned on', () => {
    expect(keysetProblems('v2', {}, { 'files.enabled': true })).toMatchObject({
      'files.region': expect.stringContaining('must be chosen') as string,
      'files.retention': expect.stringContaining('must be chosen') as string,
    });
    expect(keysetProblems('v2', {}, on)).toEqual({});
  });

  it('refuse another region once there is one, also when it comes from the document', () => {
    const moved = { ...on, 'files.region': 'eu-central-1' };
    expect(keysetProblems('v2', on, moved)).toEqual({
      'files.region': expect.stringContaining('once it is set') as string,
    });
    expect(keysetProblems('v2', { 'files.enabled': true, 'files.region': null }, moved)).toEqual(
      {},
    );
  });

  it('leave alone what the provider itself lacks', () => {
    const odd = { 'files.enabled': true };
    expect(keysetProblems('v2', odd, { ...odd, 'presence.enabled': true })).toEqual({});
  });
});
