import { describe, expect, it } from 'vitest';
import { keysetFields } from '../../../../shared/scopes/keyset-scope.ts';

/** No source says what clients feel of these. */
const unknown = {
  v1: ['lms', 'presence_stream_filtering'],
  v2: ['presence.streamFiltering'],
} as const;

describe.each(['v1', 'v2'] as const)('what clients feel of the settings of %s', (generation) => {
  const fields = keysetFields(generation);

  it('is said of every switch, or the switch is one of the few of which nothing is known', () => {
    const silent = fields.filter(({ input, effect }) => input.type === 'switch' && effect === null);
    expect(silent.map(({ name }) => name)).toEqual(unknown[generation]);
  });

  it('is said of every number of days that something is kept', () => {
    const days = fields.filter(
      ({ input }) => (input.type === 'integer' || input.type === 'choice') && input.unit === 'days',
    );
    expect(days).toHaveLength(2);
    for (const { name, effect } of days) expect(effect, name).toMatch(/\.$/);
  });

  it('is said of a switch by the way it is turned, on before off', () => {
    for (const { name, input, effect } of fields)
      if (input.type === 'switch' && effect !== null)
        expect(effect, name).toMatch(
          /^(?:On: (?:(?!On: |Off: ).)+)?(?:(?:^| )Off: (?:(?!On: |Off: ).)+)?$/,
        );
  });

  it('is said in whole sentences', () => {
    for (const { name, effect } of fields)
      if (effect !== null) expect(effect, name).toMatch(/^[A-Z].*\.$/);
  });
});
