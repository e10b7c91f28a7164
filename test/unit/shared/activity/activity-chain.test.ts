import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  GENESIS_HASH,
  canonicalJson,
  createChainVerifier,
  entryHash,
} from '../../../../shared/activity/activity-chain.ts';
import type { ActivityEntry } from '../../../../shared/activity/activity-entry.ts';

const sha256Hex = (text: string): string => createHash('sha256').update(text).digest('hex');

function chainOf(subjects: readonly string[]): ActivityEntry[] {
  let previousHash = GENESIS_HASH;
  return subjects.map((subject, index) => {
    const entry = {
      seq: index + 1,
      at: 1_000 + index,
      action: 'key.edited',
      outcome: 'done',
      connectionId: null,
      keyId: null,
      rotationId: null,
      subject,
      facts: { step: 'retiring', count: index },
    } as const;
    previousHash = entryHash(previousHash, entry, sha256Hex);
    return { ...entry, hash: previousHash };
  });
}

function verify(entries: readonly ActivityEntry[]): {
  entryCount: number;
  brokenAtSeq: number | null;
} {
  const verifier = createChainVerifier(sha256Hex);
  for (const entry of entries) verifier.next(entry);
  return verifier.verdict();
}

describe('canonical JSON', () => {
  it('is one text for one value, whatever the order of its members', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'ü"' }], a: true, skipped: undefined })).toBe(
      '{"a":true,"b":[1,{"c":"ü\\"","d":null}]}',
    );
  });

  it('reads back as the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        expect(JSON.stringify(JSON.parse(canonicalJson(JSON.parse(text))))).toHaveLength(
          canonicalJson(JSON.parse(text)).length,
        );
        expect(JSON.parse(canonicalJson(JSON.parse(text)))).toEqual(JSON.parse(text));
      }),
      { numRuns: 2_000 },
    );
  });

  it('does not depend on the order in which members were set', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalJson(reversed)).toBe(canonicalJson(value));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the chain', () => {
  const entries = chainOf(['one', 'two', 'three', 'four', 'five']);

  it('has the hashes that the rule gives, computed by hand', () => {
    const first =
      '{"action":"key.edited","at":1000,"connectionId":null,"facts":{"count":0,"step":"retiring"},' +
      '"keyId":null,"outcome":"done","rotationId":null,"seq":1,"subject":"one"}';
    expect(entries[0]?.hash).toBe(sha256Hex('0'.repeat(64) + first));
  });

  it('holds when nothing was touched, also when it is empty', () => {
    expect(verify(entries)).toEqual({ entryCount: 5, brokenAtSeq: null });
    expect(verify([])).toEqual({ entryCount: 0, brokenAtSeq: null });
  });

  it('names the entry of which any member was changed', () => {
    const changes: Partial<ActivityEntry>[] = [
      { at: 1 },
      { action: 'key.disabled' },
      { outcome: 'failed' },
      { subject: 'Three' },
      { facts: { step: 'retiring', count: 3 } },
      { facts: {} },
      { hash: '0'.repeat(64) },
    ];
    for (const change of changes) {
      const changed = entries.map((entry) => (entry.seq === 3 ? { ...entry, ...change } : entry));
      expect(verify(changed)).toEqual({ entryCount: 5, brokenAtSeq: 3 });
    }
  });

  it('names the entry after a dropped one, and the first of two that changed places', () => {
    expect(verify(entries.filter(({ seq }) => seq !== 2)).brokenAtSeq).toBe(3);
    expect(verify(entries.slice(1)).brokenAtSeq).toBe(2);
    const [one, two, three, four, five] = entries as [
      ActivityEntry,
      ActivityEntry,
      ActivityEntry,
      ActivityEntry,
      ActivityEntry,
    ];
    expect(verify([one, three, two, four, five]).brokenAtSeq).toBe(3);
  });
});
