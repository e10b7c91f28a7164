import { describe, expect, it } from 'vitest';
import { fail, ok } from '../../../shared/errors/app-error.ts';
import type { RotationDependencies } from '../../../electron/services/rotation-dependencies.ts';
import { RotationMinting } from '../../../electron/services/rotation-minting.ts';
import { RotationRecords } from '../../../electron/services/rotation-records.ts';
import { FakeIdSource } from '../../fakes/fake-id-source.ts';
import { rotationIn, states } from '../../unit/shared/rotations/rotation-fixtures.ts';

describe('the create call', () => {
  it('is not sent when the disk has no room for what it would answer', async () => {
    let calls = 0;
    // Only what is reached before the call is given.
    const deps = {
      stores: {
        connections: { find: () => ({ isSandbox: false }) },
        checkWritable: () => fail({ kind: 'storage-full' }),
      },
      custody: { placeFor: () => ok(null) },
      sessions: {
        call: () => {
          calls += 1;
          return Promise.resolve(fail({ kind: 'cancelled' }));
        },
      },
      clock: { now: () => 1 },
    } as unknown as RotationDependencies;
    const minting = new RotationMinting(deps, new RotationRecords(deps));
    expect(await minting.create(rotationIn(states.minting), new AbortController().signal)).toEqual({
      event: { type: 'nothing-created', at: 1, error: { kind: 'storage-full' } },
    });
    expect(calls).toBe(0);
  });

  it.each([
    ['completes the public keys that the answer lacks', true],
    ['keeps the secret when the public keys cannot be read', false],
  ])('%s', async (_what, canRead) => {
    const row = rotationIn(states.minting);
    const key = {
      ...{ providerKeyId: '77', providerContainerId: row.providerContainerId },
      ...{ name: row.consent.newName, environment: 'production', status: 'active' },
      ...{ createdAt: 1, scope: { kind: 'unknown' } },
      parts: [{ role: 'secret', nature: 'secret', value: null, stub: null }],
    };
    const identifier = { role: 'publish', nature: 'identifier', value: 'pub-c-7', stub: null };
    const created = { key, secrets: [{ role: 'secret', secretValue: 'sec-c-7-RKCANARY' }] };
    // A look shows the secret masked, which is as good as not at all.
    const read = { key: { ...key, parts: [identifier, ...key.parts] }, secrets: [] };
    const deps = {
      stores: {
        connections: { find: () => ({ isSandbox: false }) },
        checkWritable: () => ok(null),
        keys: { find: () => null, findByProviderId: () => null },
        fingerprints: { find: () => null },
      },
      custody: { placeFor: () => ok(null) },
      registry: { find: () => ({ descriptor: { capabilities: { readSecretAgain: false } } }) },
      sessions: {
        call: (_id: string, operation: string) => {
          if (operation === 'createKey') return Promise.resolve(ok(created));
          return Promise.resolve(canRead ? ok(read) : fail({ kind: 'timed-out' }));
        },
      },
      clock: { now: () => 1 },
      failPoints: { hit: () => undefined },
      ids: new FakeIdSource(),
    } as unknown as RotationDependencies;
    const minting = new RotationMinting(deps, new RotationRecords(deps));
    const outcome = await minting.create(row, new AbortController().signal);
    expect(outcome.event).toMatchObject({
      type: 'minted',
      newKey: {
        providerKeyId: '77',
        identifiers: canRead ? [{ role: 'publish', value: 'pub-c-7' }] : [],
      },
    });
  });
});
