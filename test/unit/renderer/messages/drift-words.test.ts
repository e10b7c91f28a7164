import { describe, expect, it } from 'vitest';
import { driftWords } from '../../../../renderer/messages/drift-words.ts';
import { driftKindSchema } from '../../../../shared/keys/drift-row.ts';

describe('what changed elsewhere, in words', () => {
  it('says every kind differently', () => {
    const sentences = driftKindSchema.options.map((kind) => driftWords(kind, ['a', 'b']).sentence);
    expect(new Set(sentences).size).toBe(driftKindSchema.options.length);
  });

  it('says what was and what is', () => {
    expect(driftWords('status', ['active', 'ended']).sentence).toBe('Now ended, was active');
    expect(driftWords('environment', ['testing', 'production']).sentence).toBe(
      'Now production, was testing',
    );
    expect(driftWords('environment', ['testing', 'unset']).sentence).toBe(
      'Now without an environment, was testing',
    );
    expect(driftWords('renamed', ['before', 'after'])).toEqual({
      sentence: 'Renamed; its name was',
      names: ['before'],
    });
  });

  it('puts no name of unknown origin into a sentence', () => {
    for (const kind of driftKindSchema.options) {
      expect(driftWords(kind, ['\u202Eevil', '__proto__']).sentence).not.toMatch(/evil|proto/);
    }
  });

  it('says that rights are of another kind where it cannot say more', () => {
    expect(driftWords('scope-changed', [])).toEqual({
      sentence: 'Has rights of another kind',
      names: [],
    });
  });
});
