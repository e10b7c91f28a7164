import { describe, expect, it } from 'vitest';
import { daysProblem } from '../../../../renderer/parts/days-problem.ts';
import { tagsOf, tagsProblem } from '../../../../renderer/parts/tag-text.ts';

describe('typed tags', () => {
  it('are split at commas and spaces, in small letters, each once', () => {
    expect(tagsOf(' CI, billing-eu ; ci\tweb,')).toEqual(['ci', 'billing-eu', 'web']);
    expect(tagsOf('  ')).toEqual([]);
  });

  it.each([[['ci', 'a'.repeat(24)]], [[]]])('%j can be saved', (tags) => {
    expect(tagsProblem(tags)).toBeNull();
  });

  it('are refused with what they may hold', () => {
    expect(tagsProblem(['ci', 'grün'])).toMatch(/letters, digits and hyphens/u);
    expect(tagsProblem(['a'.repeat(25)])).toMatch(/up to 24/u);
    expect(tagsProblem(Array.from({ length: 11 }, (_, index) => `t${String(index)}`))).toMatch(
      /at most 10 tags; these are 11/u,
    );
  });
});

describe('the days of a policy', () => {
  it.each([1, 90, 3_650])('may be %i', (days) => {
    expect(daysProblem(days)).toBeNull();
  });

  it.each([null, 0, 3_651, 1.5])('may not be %j', (days) => {
    expect(daysProblem(days)).toMatch(/from 1 to 3,650 days/u);
  });
});
