import { describe, expect, it } from 'vitest';
import type { AppError } from '../../../../../shared/errors/app-error.ts';
import { appliedPlanWords } from '../../../../../renderer/features/rotations/applied-plan-words.ts';

const words = (error: AppError): string => appliedPlanWords(error, () => 'PubNub');

describe('why a saved plan was not applied', () => {
  it.each<[AppError, string]>([
    [{ kind: 'file-refused', reason: 'not-json', fileName: 'a.md' }, 'is not a plan'],
    [{ kind: 'file-refused', reason: 'too-large', fileName: 'a.json' }, 'too large to be a plan'],
    [{ kind: 'file-refused', reason: 'not-there', fileName: 'a.json' }, 'no longer there'],
    [{ kind: 'invalid-input', issues: ['This plan was changed'] }, 'This plan was changed. Make'],
    [{ kind: 'conflict', reason: 'changed-meanwhile' }, 'no longer as it was'],
    [{ kind: 'conflict', reason: 'step-not-allowed' }, 'was started before'],
    [{ kind: 'conflict', reason: 'rotation-open' }, 'rotation'],
    [{ kind: 'not-found', what: 'key' }, 'not in this profile'],
    [{ kind: 'network-offline' }, '.'],
  ])('%j in words', (error, part) => {
    const sentence = words(error);
    expect(sentence).toContain(part);
    expect(sentence).not.toMatch(/4 MB|new secret/);
    expect(sentence).toMatch(/[.]$/);
  });
});
