import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createProviderHttp } from '../../../../electron/providers/provider-http.ts';
import {
  adapterOf,
  createProviderRegistry,
} from '../../../../electron/providers/provider-registry.ts';
import { createPubnubV1 } from '../../../../electron/providers/pubnub-v1/index.ts';
import { createPubnubV2 } from '../../../../electron/providers/pubnub-v2/index.ts';
import type { ProviderOperations } from '../../../../electron/services/ports/provider-operations.ts';
import { providerDescriptorSchema } from '../../../../shared/providers/provider-descriptor.ts';
import { FakeClock } from '../../../fakes/fake-clock.ts';
import { FakeIdSource } from '../../../fakes/fake-id-source.ts';
import { otherProviderParts } from '../../../fakes/provider-fakes.ts';
import { FakeTransport, jsonAnswer } from '../../../fakes/fake-transport.ts';
import { profiles } from '../../../providers/profiles.ts';

const parts = {
  clock: new FakeClock(),
  ids: new FakeIdSource(),
  ...otherProviderParts,
};
const transport = new FakeTransport(() => jsonAnswer({}));
const http = createProviderHttp({ ...parts, transport: transport.fetch, allowLoopback: false });
const registry = createProviderRegistry({ http, ...parts });

describe('the registry', () => {
  it('finds every provider by its id and knows no other', () => {
    for (const adapter of registry.all()) expect(registry.find(adapter.id)).toBe(adapter);
    for (const id of ['', 'nobody', 'constructor', '__proto__'])
      expect(registry.find(id)).toBeNull();
  });

  it('has every provider tested by the suite', () => {
    const tested = profiles.map(({ providerId }) => providerId);
    expect(
      registry
        .all()
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(tested.toSorted());
    for (const id of tested) expect(existsSync(`test/providers/${id}/suite.test.ts`)).toBe(true);
  });
});

describe('the descriptor', () => {
  const module = createPubnubV1({ http, ...parts });
  const without = (...names: (keyof ProviderOperations)[]) => {
    const operations: ProviderOperations = { ...module.operations };
    for (const name of names) Reflect.deleteProperty(operations, name);
    return adapterOf({ ...module, operations }).descriptor.capabilities;
  };

  it('fits its schema for every provider', () => {
    for (const { descriptor } of registry.all())
      expect(providerDescriptorSchema.parse(descriptor)).toEqual(descriptor);
  });

  it('offers each action exactly where its operation is', () => {
    const offering = (capability: 'extendSecret' | 'endSecret' | 'revokeTokens') =>
      registry.all().flatMap(({ id, descriptor, operations }) => {
        const { [capability]: isOffered } = descriptor.capabilities;
        expect(isOffered).toBe(operations[capability] !== undefined);
        return isOffered ? [id] : [];
      });
    expect(offering('extendSecret')).toEqual(['pubnub-v2']);
    expect(offering('endSecret')).toEqual(['pubnub-v2']);
    expect(offering('revokeTokens')).toEqual(['ably']);
  });

  const noRotation = { strategies: [], rotate: 'none' } as const;
  it.each([
    ['signIn', { signIn: false }],
    ['listKeys', { listKeys: false }],
    ['listContainers', { listKeys: false }],
    ['createContainer', { createContainer: false }],
    ['createKey', { createKey: false, ...noRotation }],
    ['editKey', { rename: false, editEnvironment: false, editScope: false }],
    ['disableKey', { end: null, ...noRotation }],
    ['findByMarker', noRotation],
    ['readKey', { readSecretAgain: false, ...noRotation }],
    ['probeKey', { verify: false }],
    ['vault', { vault: false }],
  ] as const)('without %s says so and nothing else', (name, expected) => {
    expect(without(name)).toEqual({ ...without(), ...expected });
  });

  it('offers each way to rotate where its operations are, the recommended one first', () => {
    const ways = Object.fromEntries(
      registry.all().map(({ id, descriptor: { capabilities } }) => {
        const { rotate, strategies } = capabilities;
        return [id, [rotate, ...strategies]];
      }),
    );
    expect(ways).toEqual({
      'pubnub-v1': ['replace', 'replace'],
      'pubnub-v2': ['in-place', 'overlap', 'immediate', 'replace'],
      ably: ['replace', 'replace'],
      abetterchoice: ['guided', 'guided'],
      activitysmith: ['replace', 'replace'],
    });
    for (const { id, descriptor, plannedInPlace, operations } of registry.all()) {
      const isV2 = id === 'pubnub-v2';
      expect(descriptor.limits.overlap !== null).toBe(isV2);
      expect(plannedInPlace !== undefined).toBe(isV2);
      expect(operations.rotateSecret !== undefined).toBe(isV2);
    }
  });

  it.each(['rotateSecret', 'readKey', 'extendSecret', 'endSecret'] as const)(
    'does not offer a rotation in place without %s',
    (name) => {
      const v2 = createPubnubV2({ http, ...parts });
      const { [name]: _left, ...operations } = v2.operations;
      const { strategies } = adapterOf({ ...v2, operations }).descriptor.capabilities;
      expect(strategies).toEqual(name === 'readKey' ? [] : ['replace']);
    },
  );
});
