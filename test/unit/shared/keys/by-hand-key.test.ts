import { describe, expect, it } from 'vitest';
import {
  consoleNameProblem,
  freeNames,
  guideText,
  isFixedKey,
} from '../../../../shared/keys/by-hand-key.ts';

const rules = { namePattern: '^[A-Za-z0-9_]+$', nameRule: 'Only letters.' };
const guide = { fixedKeyPrefix: '{container}_default_' };

describe('a name', () => {
  it.each([
    ['server_prod', null],
    ['', 'The name is missing.'],
    ['server-prod', 'Only letters.'],
  ])('"%s" is judged by the console’s rule', (name, problem) => {
    expect(consoleNameProblem(rules, name)).toBe(problem);
  });
});

describe('suggested names', () => {
  it('are those that no key has, in their order', () => {
    const guide = { exampleNames: ['server_prod', 'server_staging', 'http_batch'] };
    expect(freeNames(guide, new Set(['server_staging', 'other']))).toEqual([
      'server_prod',
      'http_batch',
    ]);
    expect(freeNames(guide, new Set(guide.exampleNames))).toEqual([]);
  });
});

describe('the key that cannot be ended', () => {
  it.each([
    ['4242_default_193444', '4242', true],
    ['4242_default_', '4242', true],
    ['4243_default_193444', '4242', false],
    ['my_4242_default_1', '4242', false],
    ['default', '4242', false],
    ['x_default_1', '.*', false],
  ])('"%s" in container "%s": %s', (key, container, isFixed) => {
    expect(isFixedKey(guide, { key, container })).toBe(isFixed);
  });
});

describe('a text of the guide', () => {
  it('carries both names, however they look', () => {
    const text = 'Deactivate {key} in {container}, {key}.';
    expect(guideText(text, { key: '{container}$&', container: '4242' })).toBe(
      'Deactivate {container}$& in 4242, {container}$&.',
    );
  });
});
