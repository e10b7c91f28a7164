import { describe, expect, it } from 'vitest';
import { nameProblem } from '../../../../renderer/parts/name-problem.ts';

describe('a new name', () => {
  it('is fine when it is short and plain, in any script', () => {
    expect(nameProblem('orders-production', 200)).toBeUndefined();
    expect(nameProblem('注文 本番', 200)).toBeUndefined();
    expect(nameProblem('<img onerror=alert(1)>', 200)).toBeUndefined();
  });

  it('counts characters as a person does, not as memory does', () => {
    expect(nameProblem('🔑'.repeat(10), 10)).toBeUndefined();
    expect(nameProblem('🔑'.repeat(11), 10)).toBe('11 characters; at most 10 fit.');
  });

  it.each(['', '   ', 'a\u0007b', ' a', 'a '])('is refused with a reason: %j', (name) => {
    expect(nameProblem(name, 200)).toMatch(/\.$/);
  });
});
