import { createHash } from 'node:crypto';
import { createChainVerifier } from '../../../shared/activity/activity-chain.ts';
import type { Stores } from '../../../electron/services/ports/stores.ts';
import {
  activity,
  canarySecret,
  connectionIdOf,
  connectionRecord,
  container,
  keyIdOf,
  keyRecord,
  part,
  partIdOf,
  rotationIdOf,
} from './sample-records.ts';

const KEYS_PER_GROUP_LIMIT = 6;
/** A group clears the escrow of the one this far back. */
const ESCROW_SPAN = 3;

const keyCountOf = (group: number): number => 1 + ((group * 7) % KEYS_PER_GROUP_LIMIT);
const keyNumbersOf = (group: number): number[] =>
  Array.from({ length: keyCountOf(group) }, (_, index) => group * KEYS_PER_GROUP_LIMIT + index);

/** One transaction over several tables, with one inside it. */
export function writeGroup(stores: Stores, group: number): void {
  stores.transaction(() => {
    stores.connections.save(connectionRecord(1, { lastSyncAt: group }));
    stores.containers.upsert(container(1));
    stores.keys.saveAll(
      keyNumbersOf(group).map((number) =>
        keyRecord(number, { name: `group ${String(group)}`, parts: [part(number)] }),
      ),
    );
    stores.rotations.save({
      id: rotationIdOf(group),
      keyId: keyIdOf(group * KEYS_PER_GROUP_LIMIT),
      connectionId: connectionIdOf(1),
      isOpen: true,
      json: JSON.stringify({ group, padding: 'x'.repeat((group * 1_013) % 9_000) }),
      updatedAt: group,
    });
    stores.escrow.put(rotationIdOf(group), partIdOf(group), 'secret', canarySecret(group));
    if (group > ESCROW_SPAN) stores.escrow.clear(rotationIdOf(group - ESCROW_SPAN));
    stores.activity.append(activity(`group ${String(group)}`));
  });
}

/** How many groups there are, each one whole; every difference found is in `faults`. */
export function inspectGroups(stores: Stores): { groups: number; faults: string[] } {
  const groups = stores.activity.count();
  const faults: string[] = [];
  const expectEqual = (what: string, actual: unknown, expected: unknown): void => {
    if (actual !== expected) faults.push(`${what}: ${String(actual)}, not ${String(expected)}`);
  };
  const verifier = createChainVerifier((text) => createHash('sha256').update(text).digest('hex'));
  stores.activity.each((entry) => {
    verifier.next(entry);
  });
  expectEqual('broken at', verifier.verdict().brokenAtSeq, null);
  expectEqual('rotations', stores.rotations.all().length, groups);
  let keyCount = 0;
  for (let group = 1; group <= groups; group += 1) {
    for (const number of keyNumbersOf(group)) {
      keyCount += 1;
      const row = stores.keys.findByPart(partIdOf(number));
      expectEqual(`key of group ${String(group)}`, row?.record.name, `group ${String(group)}`);
    }
    const json = stores.rotations.find(rotationIdOf(group))?.json ?? '{}';
    expectEqual('rotation', (JSON.parse(json) as { group?: number }).group, group);
    const escrow = group > groups - ESCROW_SPAN ? canarySecret(group) : null;
    expectEqual(`escrow of group ${String(group)}`, stores.escrow.find(partIdOf(group)), escrow);
  }
  expectEqual('keys', stores.keys.count(), keyCount);
  expectEqual('connection', stores.connections.all()[0]?.lastSyncAt ?? 0, groups);
  return { groups, faults };
}
