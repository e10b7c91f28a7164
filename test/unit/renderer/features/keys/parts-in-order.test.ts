import { describe, expect, it } from 'vitest';
import {
  partsInOrder,
  secretNames,
  shortLabel,
} from '../../../../../renderer/features/keys/details/parts-in-order.ts';
import { partSchema, type Part } from '../../../../../shared/keys/key.ts';

const part = (index: number, more: Partial<Omit<Part, 'id'>>): Part =>
  partSchema.parse({
    id: `01JP${index.toString().padStart(22, '0')}`,
    role: 'secret',
    nature: 'secret',
    value: null,
    stub: `sec-c-0000${index.toString()}`,
    custody: 'in-keychain',
    expiresAt: null,
    state: 'current',
    ...more,
  });
const publish = part(0, { role: 'publish', nature: 'identifier', value: 'pub-c-1', stub: null });
const current = part(1, {});
const soon = part(2, { state: 'expiring', expiresAt: 1_000 });
const later = part(3, { state: 'expiring', expiresAt: 2_000 });
const ended = part(4, { state: 'ended' });

describe('the values of a key', () => {
  it('stand with the current secret first, then by their end; ended ones apart', () => {
    const { valid, ended: over } = partsInOrder([later, ended, soon, publish, current]);
    expect(valid).toEqual([publish, current, soon, later]);
    expect(over).toEqual([ended]);
  });

  it('keep the only secret in its place when it has ended', () => {
    expect(partsInOrder([publish, ended])).toEqual({ valid: [publish, ended], ended: [] });
  });

  it('are told apart by ear: an expiring secret says so and how it begins', () => {
    expect(secretNames(current)).toEqual({ label: 'Secret key', noun: 'secret key' });
    expect(secretNames(soon)).toEqual({
      label: 'Expiring secret key sec-c-00002',
      noun: 'expiring secret key sec-c-00002',
    });
    expect(secretNames({ ...current, role: 'api-key' }).noun).toBe('API key');
    expect([publish, current, soon, ended].map(shortLabel)).toEqual([
      'Publish key',
      'Secret key',
      'Expiring',
      'Ended',
    ]);
  });
});
