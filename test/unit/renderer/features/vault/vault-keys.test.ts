import { describe, expect, it } from 'vitest';
import {
  keyLabel,
  keyOptions,
  keysWithVault,
} from '../../../../../renderer/features/vault/vault-keys.ts';
import { sampleWorld } from '../../../../e2e/mocked-page/sample-world.ts';

const world = sampleWorld({ now: Date.UTC(2026, 10, 21), keyCount: 300 });
const rows = world.keys.map(({ summary }) => summary);
const find = (providerId: string) => world.providers.find(({ id }) => id === providerId);
const first = rows[0]!;

describe('keysWithVault', () => {
  it('offers active keys of providers that have a vault', () => {
    const keys = keysWithVault(rows, find);
    expect(keys).toContain(first);
    expect(keys.every(({ status }) => status === 'active')).toBe(true);
    expect(keysWithVault(rows, () => undefined)).toEqual([]);
  });
});

describe('keyOptions', () => {
  it('finds keys by words of name, app and environment, in any order', () => {
    const found = keyOptions(rows, 'production chat', undefined).map(({ label }) => label);
    expect(found).toEqual(['chat-web · Chat', 'chat-mobile · Chat', 'chat-moderation · Chat']);
  });

  it('opens with few of many', () => {
    expect(keyOptions(rows, '', undefined)).toHaveLength(50);
  });

  it('shows all again once a key is chosen, with that key among them', () => {
    const last = rows.at(-1)!;
    const options = keyOptions(rows, keyLabel(last), last);
    expect(options[0]).toMatchObject({ value: last.id });
    expect(options.length).toBeGreaterThan(50);
  });

  it('never draws hidden direction marks of a name', () => {
    const evil = rows.find(({ name }) => name.includes('\u202E'))!;
    expect(keyLabel(evil)).not.toContain('\u202E');
  });
});
