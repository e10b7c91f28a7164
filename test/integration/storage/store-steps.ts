import fc from 'fast-check';
import type { Container } from '../../../shared/connections/connection.ts';
import type {
  ConnectionRecord,
  KeyRecord,
  Stores,
} from '../../../electron/services/ports/stores.ts';
import {
  activity,
  canarySecret,
  connectionIdOf,
  connectionRecord,
  container,
  containerIdOf,
  keyIdOf,
  keyRecord,
  part,
  partIdOf,
  rotationIdOf,
  vaultEntryIdOf,
  vaultRecord,
} from './sample-records.ts';
import * as model from './store-model.ts';
import type { ModelState } from './store-model.ts';

/** One thing to do to the stores and to the model; a refusal of one must be a refusal of the other. */
export interface Step {
  readonly name: string;
  readonly real: (stores: Stores) => void;
  readonly model: (state: ModelState) => void;
}

export type Script = readonly (Step | Group)[];

/** Steps in one transaction, which a throw at the end may roll back. */
export interface Group {
  readonly steps: Script;
  readonly fails: boolean;
}

const KEYS = 5;
const PARTS_PER_KEY = 2;
export const asked = {
  keys: Array.from({ length: KEYS }, (_, index) => keyIdOf(index)),
  parts: Array.from({ length: KEYS * PARTS_PER_KEY }, (_, index) => partIdOf(index)),
};

const few = (limit: number): fc.Arbitrary<number> => fc.integer({ min: 0, max: limit - 1 });
/** Mostly nothing; now and then what belongs to another, which the database must refuse. */
const rarely = (limit: number): fc.Arbitrary<number | null> =>
  fc.oneof({ weight: 9, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: few(limit) });
const name = fc.constantFrom('a', 'A', 'b', 'ä', 'Ä', '\u{1F511}', '\uffee', 'a b', '');
const time = few(4);
const syncId = fc.constantFrom('s1', 's2');
const connection = few(3);
const anyPart = few(KEYS * PARTS_PER_KEY);

const containerOf = (connectionNumber: number, number: number, variant = 0) =>
  container(connectionNumber * 100 + number * 10 + variant, {
    connectionId: connectionIdOf(connectionNumber),
    providerContainerId: String(number),
  });

const keyArbitrary = fc
  .record({
    number: few(KEYS),
    connection: few(2),
    container: few(2),
    foreignProviderKeyId: rarely(KEYS),
    foreignPart: rarely(KEYS * PARTS_PER_KEY),
    partCount: few(PARTS_PER_KEY + 1),
    name,
    time,
    seenInSync: fc.option(syncId),
    notes: name,
    history: fc.boolean(),
  })
  .map((fields) => {
    const ownParts = [0, 1]
      .slice(0, fields.partCount)
      .map((index) => fields.number * PARTS_PER_KEY + index);
    const partNumbers = new Set([
      ...ownParts,
      ...(fields.foreignPart === null ? [] : [fields.foreignPart]),
    ]);
    return keyRecord(fields.number, {
      connectionId: connectionIdOf(fields.connection),
      containerId: containerOf(fields.connection, fields.container).id,
      providerKeyId: String(fields.foreignProviderKeyId ?? fields.number),
      name: fields.name,
      asOf: fields.time,
      seenInSync: fields.seenInSync,
      parts: [...partNumbers].map((number) => part(number)),
      annotations: {
        ...{ notes: fields.notes, owner: '', purpose: '' },
        isPublic: fields.notes.length % 2 === 1,
      },
      scope: fields.history
        ? keyRecord(0).scope
        : { kind: 'keyset', generation: 'v1', properties: { [fields.notes]: null }, unmanaged: [] },
    });
  });

const step = (
  stepName: string,
  real: (stores: Stores) => void,
  onModel: (state: ModelState) => void,
): Step => ({ name: stepName, real, model: onModel });

const saveConnection = (record: ConnectionRecord): Step =>
  step(
    `save connection ${record.id}`,
    (stores) => {
      stores.connections.save(record);
    },
    (state) => {
      model.saveConnection(state, record);
    },
  );

const upsertContainer = (upserted: Container): Step =>
  step(
    `upsert container ${upserted.id}`,
    (stores) => {
      stores.containers.upsert(upserted);
    },
    (state) => {
      model.upsertContainer(state, upserted);
    },
  );

const saveKeys = (records: readonly KeyRecord[]): Step =>
  step(
    `save keys ${records.map(({ id }) => id).join(' ')}`,
    (stores) => {
      stores.keys.saveAll(records);
    },
    (state) => {
      model.saveKeys(state, records);
    },
  );

const removeConnection = (number: number): Step =>
  step(
    `remove connection ${String(number)}`,
    (stores) => {
      stores.connections.remove(connectionIdOf(number));
    },
    (state) => {
      model.removeConnection(state, connectionIdOf(number));
    },
  );

/** Where every script starts: without accounts and containers most steps would only be refused. */
export const prelude: Script = [
  saveConnection(connectionRecord(0)),
  saveConnection(connectionRecord(1)),
  ...[0, 1].flatMap((owner) => [0, 1].map((number) => upsertContainer(containerOf(owner, number)))),
  saveKeys(
    [0, 1].map((number) =>
      keyRecord(number, {
        connectionId: connectionIdOf(number),
        containerId: containerOf(number, 0).id,
        parts: [part(number * PARTS_PER_KEY)],
      }),
    ),
  ),
];

const accountStep = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(connection, name, fc.option(time), rarely(3))
      .map(([number, label, lastSyncAt, foreignAccount]) => {
        const accountId = String(foreignAccount ?? number);
        return saveConnection(connectionRecord(number, { label, lastSyncAt, accountId }));
      }),
  },
  {
    weight: 6,
    arbitrary: fc
      .tuple(connection, few(2), few(2), name)
      .map(([owner, number, variant, newName]) =>
        upsertContainer({ ...containerOf(owner, number, variant), name: newName }),
      ),
  },
  { weight: 1, arbitrary: connection.map(removeConnection) },
  {
    weight: 1,
    arbitrary: fc.tuple(connection, fc.array(few(300))).map(([owner, keep]) =>
      step(
        `remove empty containers of ${String(owner)}`,
        (stores) => {
          stores.containers.removeEmpty(connectionIdOf(owner), keep.map(containerIdOf));
        },
        (state) => {
          model.removeEmptyContainers(state, connectionIdOf(owner), keep.map(containerIdOf));
        },
      ),
    ),
  },
);

const keySteps = [
  fc.array(keyArbitrary, { minLength: 1, maxLength: 3 }).map(saveKeys),
  keyArbitrary.map((record) => saveKeys([record])),
  fc.tuple(connection, syncId, time).map(([owner, id, at]) =>
    step(
      `mark gone of ${String(owner)}`,
      (stores) => {
        stores.keys.markGone(connectionIdOf(owner), id, at);
      },
      (state) => {
        model.markGone(state, connectionIdOf(owner), id, at);
      },
    ),
  ),
  fc.tuple(connection, syncId, time).map(([owner, id, startedAt]) => {
    const run = { syncId: id, connectionId: connectionIdOf(owner), startedAt, pageLimit: 100 };
    return step(
      `begin sync ${id} of ${String(owner)}`,
      (stores) => {
        stores.syncRuns.begin(run);
      },
      (state) => {
        if (!state.connections.has(run.connectionId)) throw new model.ModelRefusal();
        state.syncRuns.set(run.connectionId, { ...run, pagesDone: [] });
      },
    );
  }),
  fc.tuple(connection, few(2), few(3), few(3)).map(([owner, containerNumber, page, keyCount]) => {
    const done = { providerContainerId: String(containerNumber), page, keyCount };
    return step(
      `page done of ${String(owner)}`,
      (stores) => {
        stores.syncRuns.pageDone(connectionIdOf(owner), done);
      },
      (state) => {
        model.addSyncPage(state, connectionIdOf(owner), done);
      },
    );
  }),
  connection.map((owner) =>
    step(
      `end sync of ${String(owner)}`,
      (stores) => {
        stores.syncRuns.end(connectionIdOf(owner));
      },
      (state) => {
        state.syncRuns.delete(connectionIdOf(owner));
      },
    ),
  ),
];

const vaultSteps = [
  fc.tuple(few(4), few(KEYS), name, fc.option(anyPart)).map(([number, key, entryName, held]) => {
    const record = vaultRecord(number, {
      keyId: keyIdOf(key),
      name: entryName,
      partId: held === null ? null : partIdOf(held),
      isAtProvider: held === null,
    });
    return step(
      `save vault entry ${String(number)}`,
      (stores) => {
        stores.vault.save(record);
      },
      (state) => {
        model.saveVaultEntry(state, record);
      },
    );
  }),
  few(4).map((number) =>
    step(
      `remove vault entry ${String(number)}`,
      (stores) => {
        stores.vault.remove(vaultEntryIdOf(number));
      },
      (state) => {
        state.vault.delete(vaultEntryIdOf(number));
      },
    ),
  ),
  fc.tuple(few(KEYS), time).map(([key, at]) =>
    step(
      `vault of ${String(key)} listed`,
      (stores) => {
        stores.vault.setListedAt(keyIdOf(key), at);
      },
      (state) => {
        if (!state.keys.has(keyIdOf(key))) throw new model.ModelRefusal();
        state.listedAt.set(keyIdOf(key), at);
      },
    ),
  ),
];

const rotationSteps = [
  fc
    .tuple(few(4), few(KEYS), connection, fc.boolean(), fc.string())
    .map(([number, key, owner, isOpen, json]) => {
      const row = {
        id: rotationIdOf(number),
        keyId: keyIdOf(key),
        connectionId: connectionIdOf(owner),
        isOpen,
        json: json.toWellFormed(),
        updatedAt: number,
      };
      return step(
        `save rotation ${String(number)}`,
        (stores) => {
          stores.rotations.save(row);
        },
        (state) => {
          model.saveRotation(state, row);
        },
      );
    }),
  fc.tuple(few(4), anyPart, few(2)).map(([rotation, partNumber, secretNumber]) =>
    step(
      `put escrow ${String(partNumber)}`,
      (stores) => {
        const secretValue = canarySecret(secretNumber);
        stores.escrow.put(rotationIdOf(rotation), partIdOf(partNumber), 'secret', secretValue);
      },
      (state) => {
        const secretValue = canarySecret(secretNumber);
        model.putEscrow(state, rotationIdOf(rotation), partIdOf(partNumber), secretValue);
      },
    ),
  ),
  few(4).map((rotation) =>
    step(
      `clear escrow of ${String(rotation)}`,
      (stores) => {
        stores.escrow.clear(rotationIdOf(rotation));
      },
      (state) => {
        for (const [partId, { rotationId }] of [...state.escrow]) {
          if (rotationId === rotationIdOf(rotation)) state.escrow.delete(partId);
        }
      },
    ),
  ),
];

const smallSteps = [
  name.map((subject) =>
    step(
      `append ${subject}`,
      (stores) => {
        stores.activity.append(activity(subject));
      },
      (state) => {
        state.activity.push(activity(subject));
      },
    ),
  ),
  fc.tuple(anyPart, name).map(([partNumber, fingerprint]) =>
    step(
      `fingerprint ${String(partNumber)}`,
      (stores) => {
        stores.fingerprints.save(partIdOf(partNumber), fingerprint);
      },
      (state) => {
        state.fingerprints.set(partIdOf(partNumber), fingerprint);
      },
    ),
  ),
  fc.tuple(name, fc.constantFrom('intend', 'doom', 'forget')).map(([item, action]) =>
    step(
      `${action} ${item}`,
      (stores) => {
        stores.keychainIndex[action](item);
      },
      (state) => {
        if (action === 'forget') state.keychainItems.delete(item);
        else state.keychainItems.set(item, action === 'doom');
      },
    ),
  ),
];

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: accountStep },
  { weight: 4, arbitrary: fc.oneof(...keySteps) },
  { weight: 2, arbitrary: fc.oneof(...vaultSteps) },
  { weight: 2, arbitrary: fc.oneof(...rotationSteps) },
  { weight: 1, arbitrary: fc.oneof(...smallSteps) },
);

const groupOf = (item: fc.Arbitrary<Step | Group>): fc.Arbitrary<Group> =>
  fc.record({ steps: fc.array(item, { maxLength: 5 }), fails: fc.boolean() });

/** Steps, transactions of steps, and transactions inside those. */
export const scriptArbitrary: fc.Arbitrary<Script> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: anyStep },
    { weight: 1, arbitrary: groupOf(fc.oneof(anyStep, groupOf(anyStep))) },
  ),
  { maxLength: 20 },
);
