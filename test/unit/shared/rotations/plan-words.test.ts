import { describe, expect, it } from 'vitest';
import { preconditions, timings } from '../../../../shared/rotations/plan-words.ts';
import type { RotationPlan } from '../../../../shared/rotations/rotation-view.ts';
import { rotationIn } from './rotation-fixtures.ts';

const planOf = (part: Partial<RotationPlan>): RotationPlan => ({
  ...rotationIn({ step: 'planned' }).plan,
  ...part,
});
const timingOf = (part: Partial<RotationPlan>): string =>
  timings(planOf(part), (durationMs) => `${String(durationMs)} ms`).join(' ');

describe('the times of a plan', () => {
  it('do not hold an end back that the provider’s clock brings', () => {
    const overlap = timingOf({ strategy: 'overlap', overlapMs: 5 });
    expect(overlap).toContain('ends the old secret 5 ms after the call, whether Rekey runs or not');
    expect(overlap).not.toContain('ended only after every destination');
    expect(timingOf({ strategy: 'immediate' })).not.toContain('ended only after');
    expect(timingOf({ strategy: 'replace' })).toContain('ended only after every destination');
  });

  it('put the end of an exposed key first', () => {
    expect(timingOf({ trigger: 'exposed' })).toContain('before the consumers have the new one');
  });

  it('tell of the search for a lost answer only where Rekey sends the call', () => {
    expect(timingOf({ strategy: 'guided' })).not.toContain('two minutes');
    expect(timingOf({ strategy: 'replace' })).toContain('two minutes');
  });
});

describe('what a start depends on', () => {
  const conditions = (part: Partial<RotationPlan>): string =>
    preconditions(planOf(part), (name) => `<${name}>`).join(' ');

  it('quotes every name', () => {
    const text = conditions({ keyName: 'a*b', containerName: 'c|d', listedStubs: ['sec-c-x'] });
    expect(text).toContain('The key <a*b> in <c|d>');
    expect(text).toContain('<sec-c-x…>');
  });

  it('does not promise rights that no read tells', () => {
    expect(conditions({})).toContain('Not every provider tells that beforehand');
    expect(conditions({ strategy: 'guided' })).not.toContain('these calls');
  });
});
