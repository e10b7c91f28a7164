import { describe, expect, it } from 'vitest';
import {
  pathStepOf,
  pathSteps,
  stepLabel,
} from '../../../../../renderer/features/rotations/path-steps.ts';
import { rotationStrategySchema } from '../../../../../shared/rotations/rotation-strategy.ts';
import type { RotationStep } from '../../../../../shared/rotations/rotation-view.ts';

const begin: readonly RotationStep[] = ['planned', 'minting', 'keeping', 'verifying'];

describe('the steps of a rotation', () => {
  it.each(['replace', 'guided'] as const)('with two keys (%s) end with retiring', (strategy) => {
    expect(pathSteps({ strategy, trigger: 'planned' })).toEqual([
      ...begin,
      ...['distributing', 'overlapping', 'retiring', 'verifying-dead', 'completed'],
    ]);
  });

  it('with an old secret that ends by itself have no retiring, until somebody ended it early', () => {
    const kind = { strategy: 'overlap', trigger: 'planned' } as const;
    expect(pathSteps(kind)).toEqual([
      ...begin,
      ...['distributing', 'overlapping', 'verifying-dead', 'completed'],
    ]);
    expect(pathSteps(kind, ['minting', 'retiring'])).toContain('retiring');
  });

  it('have no overlap where the old secret ends with the call', () => {
    expect(pathSteps({ strategy: 'immediate', trigger: 'planned' })).toEqual([
      ...begin,
      ...['distributing', 'verifying-dead', 'completed'],
    ]);
  });

  it.each(rotationStrategySchema.options)(
    'of an exposed key hand over after the old one is dead (%s)',
    (strategy) => {
      const path = pathSteps({ strategy, trigger: 'exposed' });
      expect(path.indexOf('distributing')).toBeGreaterThan(path.indexOf('verifying-dead'));
      expect(path.slice(-2)).toEqual(['distributing', 'completed']);
    },
  );

  it.each(rotationStrategySchema.options)('have names of their own (%s)', (strategy) => {
    for (const trigger of ['planned', 'exposed'] as const) {
      const labels = pathSteps({ strategy, trigger }, ['retiring']).map((step) =>
        stepLabel(step, { strategy, trigger }),
      );
      expect(new Set(labels).size).toBe(labels.length);
    }
  });
});

describe('where a rotation stands', () => {
  const plan = { strategy: 'replace', trigger: 'exposed' } as never;
  const path = pathSteps({ strategy: 'replace', trigger: 'exposed' });
  const at = (step: RotationStep, from?: RotationStep) =>
    pathStepOf(
      {
        step,
        plan,
        timeline: [
          { at: 0, step: 'minting' },
          { at: 1, step: 'reconciling' },
        ],
        attention: from === undefined ? null : { from, error: { kind: 'network-offline' } },
      },
      path,
    );

  it('is the step itself, or the one it belongs to', () => {
    expect(at('distributing')).toBe('distributing');
    expect(at('reconciling')).toBe('minting');
    expect(at('retiring')).toBe('overlapping');
  });

  it('is the step that stopped, and the last one of a rotation that was given up', () => {
    expect(at('needs-attention', 'verifying')).toBe('verifying');
    expect(at('cancelled')).toBe('minting');
  });
});
