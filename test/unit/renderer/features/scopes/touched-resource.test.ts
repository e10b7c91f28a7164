import { describe, expect, it } from 'vitest';
import { touchedResource } from '../../../../../renderer/features/scopes/touched-resource.ts';

const before = { 'a:*': ['publish'], 'b:*': ['subscribe', 'history'] };

describe('the resource that was worked on', () => {
  it('is the one that was added', () => {
    expect(touchedResource(before, { ...before, 'c:*': [] })).toBe('c:*');
  });

  it('is the one whose operations changed', () => {
    expect(touchedResource(before, { ...before, 'a:*': ['publish', 'history'] })).toBe('a:*');
    expect(touchedResource(before, { ...before, 'b:*': [] })).toBe('b:*');
  });

  it('is the last one of several', () => {
    expect(touchedResource({}, before)).toBe('b:*');
  });

  it('is none where only the order changed, or one was taken away', () => {
    const { 'a:*': _taken, ...rest } = before;
    expect(touchedResource(before, { ...before, 'b:*': ['history', 'subscribe'] })).toBeNull();
    expect(touchedResource(before, rest)).toBeNull();
  });
});
