import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { KeyEdit } from '../../../electron/services/scope-service.ts';
import { errorOf, ServicesWorld, valueOf } from './services-world.ts';

const KEY = 'telemetry-dev';
const UPDATE = /\/api\/keys\/\d+$/;

let world: ServicesWorld;

const edit = (changes: Partial<KeyEdit> = {}, name = KEY) =>
  world.services.scopes.edit({
    keyId: world.key(name).id,
    name: null,
    environment: null,
    scope: null,
    typedName: null,
    ...changes,
  });
const bodies = (): unknown[] => world.requests('PUT', UPDATE).map(({ body }) => body);
const property = (name: string): unknown => {
  const { scope } = world.details(KEY);
  return scope.kind === 'keyset' ? scope.properties[name] : undefined;
};

beforeEach(async () => {
  world = await ServicesWorld.connected();
});

afterEach(async () => {
  await world.close();
});

describe('an edit', () => {
  it('sends only what differs from what the provider last showed', async () => {
    const { scope, summary } = world.details(KEY);
    if (scope.kind !== 'keyset') throw new Error('A keyset');
    const presence = scope.properties['presence'] !== true;
    await edit({
      name: summary.name,
      environment: summary.environment,
      scope: { kind: 'keyset', properties: { ...scope.properties, presence } },
    });
    expect(bodies()).toEqual([{ properties: { presence: Number(presence) } }]);
    expect(property('presence')).toBe(presence);
    expect(world.lastActivity).toMatchObject({
      action: 'key.edited',
      outcome: 'done',
      facts: { changed: 'presence' },
    });
  });

  it('of name and type sends those two alone', async () => {
    valueOf(await edit({ name: 'renamed', environment: 'production' }));
    expect(bodies()).toEqual([{ type: 1, properties: { name: 'renamed' } }]);
    expect(world.key('renamed').environment).toBe('production');
    expect(world.lastActivity).toMatchObject({ facts: { changed: 'name, type' } });
  });

  it('that changes nothing sends nothing and records nothing', async () => {
    const before = world.activity();
    const { scope } = world.details(KEY);
    valueOf(
      await edit({
        scope: { kind: 'keyset', properties: scope.kind === 'keyset' ? scope.properties : {} },
      }),
    );
    expect(world.sent).toEqual([]);
    expect(world.activity()).toEqual(before);
  });

  it('leaves the properties alone that Rekey does not manage', async () => {
    const name = 'storefront-ios';
    const before = world.keyset(name).properties;
    expect(world.details(name).scope).toMatchObject({
      unmanaged: expect.arrayContaining([expect.stringMatching(/^apns/)]) as string[],
    });
    valueOf(await edit({ scope: { kind: 'keyset', properties: { presence_debounce: 7 } } }, name));
    expect(world.keyset(name).properties).toEqual({ ...before, presence_debounce: 7 });
  });

  it.each([
    ['a property that Rekey does not manage', { apns_certificate: 'x' }],
    ['a property that does not exist', { no_such_thing: true }],
    ['a prototype name', { constructor: 1 }],
    ['a value out of range', { presence_interval: 0 }],
    ['a value of the wrong kind', { presence: 'yes' }],
    ['turning off what cannot be turned off', { multiplexing: false }],
  ])('is refused for %s, and nothing is sent', async (_what, properties) => {
    expect(errorOf(await edit({ scope: { kind: 'keyset', properties } }))).toMatchObject({
      kind: 'invalid-input',
    });
    expect(bodies()).toEqual([]);
    expect(world.lastActivity).toMatchObject({ action: 'key.edited', outcome: 'refused' });
  });

  it.each([
    ['files_s3_bucket_region', 'eu-central-1'],
    ['objects_region', 'aws-fra-1'],
  ])('of %s needs the typed name, because data may be lost', async (field, value) => {
    const properties = { [field]: value };
    for (const typedName of [null, '', KEY.toUpperCase()]) {
      expect(errorOf(await edit({ scope: { kind: 'keyset', properties }, typedName }))).toEqual({
        kind: 'conflict',
        reason: 'typed-name-differs',
      });
    }
    expect(bodies()).toEqual([]);
    valueOf(await edit({ scope: { kind: 'keyset', properties }, typedName: KEY }));
    expect(property(field)).toBe(value);
  });

  it('of an ended key is refused, and the refusal recorded', async () => {
    const ended = world.rows().find(({ status }) => status === 'ended');
    if (ended === undefined) throw new Error('The account has a disabled keyset');
    expect(errorOf(await edit({ name: 'x' }, ended.name))).toEqual({
      kind: 'conflict',
      reason: 'already-ended',
    });
    expect(world.sent).toEqual([]);
    expect(world.lastActivity).toMatchObject({ keyId: ended.id, outcome: 'refused' });
  });

  it('of a setting is possible for a key whose name no longer fits the rules', async () => {
    const odd = `odd\u0007${'x'.repeat(9_000)}`;
    await world.elsewhere('PUT', `/keys/${String(world.keyset(KEY).id)}`, {
      properties: { name: odd },
    });
    await world.sync();
    const key = world.rows().find(({ name }) => name === odd);
    if (key === undefined) throw new Error('Renamed');
    valueOf(
      await edit(
        { keyId: key.id, scope: { kind: 'keyset', properties: { presence_debounce: 9 } } },
        odd,
      ),
    );
    expect(bodies()).toEqual([{ properties: { presence_debounce: 9 } }]);
    expect(errorOf(await edit({ keyId: key.id, name: `${odd}!` }, odd))).toMatchObject({
      kind: 'invalid-input',
    });
  });
});

describe('what the provider says to an edit', () => {
  const change = { scope: { kind: 'keyset', properties: { presence_debounce: 7 } } } as const;

  it.each([
    [400, 'provider-rejected'],
    [403, 'provider-forbidden'],
    [404, 'not-found'],
    [422, 'provider-rejected'],
    [429, 'provider-rate-limited'],
  ])('%d is passed on as %s, and nothing is shown as changed', async (status, kind) => {
    const before = world.details(KEY);
    world.faults({ method: 'PUT', effect: { kind: 'answer', status } });
    expect(errorOf(await edit(change))).toMatchObject({ kind });
    expect(world.details(KEY)).toEqual(before);
    expect(bodies()).toHaveLength(1);
    expect(world.lastActivity).toMatchObject({ action: 'key.edited', outcome: 'failed' });
  });

  it('is looked at, not guessed, when the answer is lost', async () => {
    world.faults({ method: 'PUT', effect: { kind: 'reset', when: 'after-commit' } });
    valueOf(await edit(change));
    expect(property('presence_debounce')).toBe(7);
    expect(bodies()).toHaveLength(1);

    world.faults({ method: 'PUT', effect: { kind: 'reset', when: 'before-commit' } });
    expect(
      errorOf(await edit({ scope: { kind: 'keyset', properties: { presence_debounce: 8 } } })),
    ).toMatchObject({
      kind: 'outcome-unknown',
    });
    expect(property('presence_debounce')).toBe(7);
    expect(bodies()).toHaveLength(2);
  });

  it('stands although the look afterwards fails; the picture keeps its old date', async () => {
    const { asOf } = world.key(KEY);
    world.host.clock.advance(5_000);
    world.faults({ method: 'GET', path: '/api/keys/*', effect: { kind: 'offline' } });
    valueOf(await world.answered(edit(change)));
    expect(world.key(KEY).asOf).toBe(asOf);
    expect(world.lastActivity).toMatchObject({ action: 'key.edited', outcome: 'done' });
    world.faults();
    await world.sync();
    expect(property('presence_debounce')).toBe(7);
  });
});
