import { describe, expect, it } from 'vitest';
import type { Part } from '../../../../shared/keys/key.ts';
import {
  connectionIdSchema,
  containerIdSchema,
  keyIdSchema,
  partIdSchema,
} from '../../../../shared/lib/ids.ts';
import { mergeKey } from '../../../../electron/services/key-merge.ts';
import { custodyOf } from '../../../../electron/services/key-summary.ts';
import type {
  ProviderKey,
  ProviderPart,
} from '../../../../electron/services/ports/provider-values.ts';
import type { KeyRecord } from '../../../../electron/services/ports/stores.ts';
import { FakeIdSource } from '../../../fakes/fake-id-source.ts';
import { shownKey } from '../../../fakes/scripted-provider.ts';

const ids = new FakeIdSource();
const connectionId = connectionIdSchema.parse(ids.ulid());
const containerId = containerIdSchema.parse(ids.ulid());

const merge = (
  shown: ProviderKey,
  known: KeyRecord | null = null,
  more: Partial<Parameters<typeof mergeKey>[1]> = {},
): KeyRecord =>
  mergeKey(shown, {
    known,
    connectionId,
    containerId,
    syncId: 'sync',
    now: 1_000,
    providerCustody: 'at-provider',
    ids,
    ...more,
  });
const secret = (stub: string | null): ProviderPart => ({
  role: 'secret',
  nature: 'secret',
  value: null,
  stub,
});
const identifier = (value: string): ProviderPart => ({
  role: 'publish',
  nature: 'identifier',
  value,
  stub: null,
});
const withCustody = (record: KeyRecord, custody: Part['custody']): KeyRecord => ({
  ...record,
  parts: record.parts.map((part) => (part.nature === 'secret' ? { ...part, custody } : part)),
});
const secretsOf = ({ parts }: KeyRecord): Part[] =>
  parts.filter(({ nature }) => nature === 'secret');

describe('a key that is shown again', () => {
  const first = merge(shownKey(1));

  it('keeps our ids, notes, lineage and first sight', () => {
    const known: KeyRecord = {
      ...first,
      annotations: { notes: 'n', owner: 'o', purpose: 'p', isPublic: true },
      replaces: keyIdSchema.parse(ids.ulid()),
      lastRotatedAt: 5,
    };
    const again = merge(shownKey(1, { name: 'renamed' }), known, { now: 2_000, syncId: null });
    expect(again).toEqual({ ...known, name: 'renamed', asOf: 2_000 });
  });

  it('keeps a date that the provider leaves out this time', () => {
    const known = merge(shownKey(1, { createdAt: 77 }));
    expect(merge(shownKey(1), known).createdAt).toBe(77);
  });

  it('comes back under its old id when its account was forgotten', () => {
    const formerId = keyIdSchema.parse(ids.ulid());
    expect(merge(shownKey(1), null, { formerId }).id).toBe(formerId);
    expect(merge(shownKey(1), first, { formerId }).id).toBe(first.id);
  });
});

describe('the secret of a key', () => {
  it('stays the same part while its stub does, also after the key has ended', () => {
    const known = withCustody(merge(shownKey(1)), 'in-keychain');
    const ended = merge(shownKey(1, { status: 'ended' }), known);
    const again = merge(shownKey(1, { status: 'ended' }), ended);
    expect(secretsOf(again)).toEqual([
      { ...secretsOf(known)[0], custody: 'in-keychain', state: 'ended' },
    ]);
    expect(custodyOf(again.parts)).toBe('in-keychain');
  });

  it.each([
    ['known', null, 'sec-c-1'],
    ['shown', 'sec-c-1', null],
  ])('is matched where only one stub is %s', (_which, before, after) => {
    const known = merge(shownKey(1, { parts: [secret(before)] }));
    const again = merge(shownKey(1, { parts: [secret(after)] }), known);
    expect(secretsOf(again)).toEqual([{ ...secretsOf(known)[0], stub: 'sec-c-1' }]);
  });

  it('that changed at the provider is a new part; the one we hold is kept as ended', () => {
    const known = withCustody(merge(shownKey(1)), 'in-keychain');
    const again = merge(shownKey(1, { parts: [secret('sec-c-2')] }), known);
    const [current, held] = secretsOf(again);
    expect(current).toMatchObject({ stub: 'sec-c-2', custody: 'at-provider', state: 'current' });
    expect(held).toEqual({ ...secretsOf(known)[0], state: 'ended' });
    expect(custodyOf(again.parts)).toBe('at-provider');
    // And stays so, however often the key is read.
    expect(secretsOf(merge(shownKey(1, { parts: [secret('sec-c-2')] }), again))).toEqual([
      current,
      held,
    ]);
  });

  it('that changed and was not held here leaves nothing', () => {
    const known = merge(shownKey(1));
    const again = merge(shownKey(1, { parts: [secret('sec-c-2')] }), known);
    expect(secretsOf(again)).toHaveLength(1);
  });

  it('that the provider stopped showing is kept where we hold it', () => {
    const known = withCustody(merge(shownKey(1)), 'session');
    const again = merge(shownKey(1, { parts: [] }), known);
    expect(secretsOf(again)).toEqual([{ ...secretsOf(known)[0], state: 'ended' }]);
  });

  it('is never shared by two parts that are shown', () => {
    const known = merge(shownKey(1, { parts: [secret(null)] }));
    const again = merge(shownKey(1, { parts: [secret(null), secret(null)] }), known);
    expect(new Set(again.parts.map(({ id }) => id)).size).toBe(2);
    expect(again.parts[0]?.id).toBe(known.parts[0]?.id);
  });

  it('that was held and ended is not what a living key without stubs shows now', () => {
    const part = partIdSchema.parse(ids.ulid());
    const base = merge(shownKey(1, { parts: [secret(null)] }));
    const known: KeyRecord = {
      ...base,
      parts: base.parts.map((one) => ({
        ...one,
        id: part,
        custody: 'in-keychain',
        state: 'ended',
      })),
    };
    const again = merge(shownKey(1, { parts: [secret(null)] }), known);
    expect(again.parts).toHaveLength(2);
    expect(again.parts[0]).toMatchObject({ custody: 'at-provider', state: 'current' });
    expect(again.parts[1]).toMatchObject({ id: part, state: 'ended' });
  });

  it('that nobody will show again is not held', () => {
    const record = merge(shownKey(1), null, { providerCustody: 'not-held' });
    expect(custodyOf(record.parts)).toBe('not-held');
  });
});

describe('an identifier', () => {
  it('is the same part while its value is, and another one when that changes', () => {
    const known = merge(shownKey(1, { parts: [identifier('pub-c-1')] }));
    const same = merge(shownKey(1, { parts: [identifier('pub-c-1')] }), known);
    const other = merge(shownKey(1, { parts: [identifier('pub-c-2')] }), known);
    expect(same.parts).toEqual(known.parts);
    expect(other.parts).toHaveLength(1);
    expect(other.parts[0]?.id).not.toBe(known.parts[0]?.id);
  });
});

describe('a key whose list does not tell its secrets', () => {
  const full = merge(shownKey(1, { parts: [identifier('pub-c-1'), secret('sec-c-aaaaa')] }));

  it('keeps what is known of them, held or not', () => {
    const again = merge(shownKey(1, { parts: [identifier('pub-c-1')], tellsSecrets: false }), full);
    expect(again.parts).toEqual(full.parts);
  });

  it('loses those nobody holds when the provider tells that there are none', () => {
    expect(secretsOf(merge(shownKey(1, { parts: [identifier('pub-c-1')] }), full))).toEqual([]);
  });

  it('ends them with the key', () => {
    const held = withCustody(full, 'in-keychain');
    const ended = merge(shownKey(1, { parts: [], tellsSecrets: false, status: 'ended' }), held);
    expect(secretsOf(ended).map(({ state }) => state)).toEqual(['ended']);
  });
});

describe('several secrets of one key', () => {
  it('keep their own ids, ends and states, by their stubs', () => {
    const expiring = { ...secret('sec-c-aaaaa'), expiresAt: 5_000, state: 'expiring' } as const;
    const current = { ...secret('sec-c-bbbbb'), expiresAt: null, state: 'current' } as const;
    const first = merge(shownKey(1, { parts: [secret('sec-c-aaaaa')] }));
    const rotated = merge(shownKey(1, { parts: [current, expiring] }), first);
    expect(secretsOf(rotated)).toMatchObject([
      { stub: 'sec-c-bbbbb', state: 'current', expiresAt: null },
      { id: first.parts[0]?.id, stub: 'sec-c-aaaaa', state: 'expiring', expiresAt: 5_000 },
    ]);
  });
});
