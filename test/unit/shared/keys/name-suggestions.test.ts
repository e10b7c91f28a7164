import { describe, expect, it } from 'vitest';
import { copyName, nameSuggestions } from '../../../../shared/keys/name-suggestions.ts';

const suggested = (changes: Partial<Parameters<typeof nameSuggestions>[0]> = {}): string[] =>
  nameSuggestions({
    environment: 'production',
    containerName: 'Chat',
    isPublic: false,
    taken: [],
    maxLength: 100,
    ...changes,
  });

describe('names for a new key', () => {
  it('are one per environment and consumer, as the layout that is recommended', () => {
    expect(suggested()).toEqual(['server_prod', 'http_batch', 'ci_prod']);
    expect(suggested({ environment: 'testing' })).toEqual([
      'server_staging',
      'http_batch_staging',
      'ci_staging',
    ]);
    expect(suggested({ environment: 'unset' })).toEqual([
      'server_prod',
      'server_staging',
      'http_batch',
      'ci_prod',
    ]);
  });

  it('are of browsers and apps for a key that is shipped', () => {
    expect(suggested({ isPublic: true })).toEqual(['browser_prod', 'ios_prod', 'android_prod']);
  });

  it.each([
    ['Chat staging', 'server_staging'],
    ['orders-test', 'server_staging'],
    ['Orders (live)', 'server_prod'],
  ])(
    'follow an app called “%s” where the provider knows no environments',
    (containerName, first) => {
      const names = suggested({ environment: 'unset', containerName });
      expect(names[0]).toBe(first);
      expect(names.filter((name) => name.startsWith('server'))).toHaveLength(1);
    },
  );

  it('leave out names in use, whatever their case, and those that carry a rotation’s marker', () => {
    expect(suggested({ taken: ['Server_Prod', 'http_batch_rk0123456789'] })).toEqual(['ci_prod']);
  });

  it('count on when all are in use', () => {
    const taken = ['server_prod', 'http_batch', 'ci_prod', 'server_prod_2'];
    expect(suggested({ taken })).toEqual(['server_prod_3']);
  });

  it.each(['production', 'testing', 'unset'] as const)(
    'are taken by every provider: letters, digits and underscores (%s)',
    (environment) => {
      for (const isPublic of [true, false])
        for (const name of suggested({ environment, isPublic })) expect(name).toMatch(/^\w+$/u);
    },
  );

  it('fit the provider’s limit', () => {
    expect(suggested({ maxLength: 10 })).toEqual(['http_batch', 'ci_prod']);
    expect(suggested({ maxLength: 3 })).toEqual([]);
  });
});

describe('the name of a copy', () => {
  it.each([
    ['server_prod', [], 'server_prod_2'],
    ['server_prod_2', [], 'server_prod_3'],
    ['server_prod', ['server_prod_2', 'SERVER_PROD_3'], 'server_prod_4'],
    ['orders server', [], 'orders server 2'],
    ['orders-production', [], 'orders-production-2'],
    ['orders', [], 'orders_2'],
    ['server_prod_rk0123456789', [], 'server_prod_2'],
  ])('of “%s” is free and tells where it comes from', (name, taken, copy) => {
    expect(copyName(name, taken, 100)).toBe(copy);
  });

  it('is cut before its number, in code points', () => {
    expect(copyName('🔑🔑🔑🔑', [], 4)).toBe('🔑🔑_2');
    expect([...copyName('x'.repeat(200), ['x'], 100)]).toHaveLength(100);
  });
});
