import { fail, ok } from '../../../shared/errors/app-error.ts';
import { noDuePlan } from '../../../shared/keys/due-plan.ts';
import { keyDetailsSchema, type KeyDetails } from '../../../shared/keys/key.ts';
import { dueOf } from '../../../shared/keys/rotation-due.ts';
import { containerIdSchema } from '../../../shared/lib/ids.ts';
import type { KeyScope, ScopeInput } from '../../../shared/scopes/key-scope.ts';
import { scopeWords } from '../../../shared/scopes/scope-words.ts';
import { settingsSchema } from '../../../shared/settings/settings.ts';
import type { MockedMain } from '../mocked-main.ts';
import { sampleId } from './sample-id.ts';
import { sampleKey, type SampleWorld } from './sample-world.ts';

const REVEAL_MS = 10_000;
const CLIPBOARD_MS = 20_000;

/** Answers every command of the list, details, create and edit screens from the world, and changes it. */
export function respondFrom(main: MockedMain, world: SampleWorld): void {
  respondReads(main, world);
  respondSecrets(main, world);
  respondWrites(main, world);
}

function respondReads(main: MockedMain, world: SampleWorld): void {
  main.respond('app.status', () => ok(world.status));
  main.respond('providers.list', () => ok(world.providers));
  main.respond('connections.list', () => ok(world.connections));
  main.respond('containers.list', () => ok(world.containers));
  main.respond('sync.progress', () => ok(world.syncs));
  main.respond('settings.get', () => ok(world.settings));
  main.respond('rotations.list', () => ok([]));
  main.respond('rotations.remembered', () => ok([]));
  main.respond('activity.list', () => ok({ entries: [], total: 0 }));
  main.respond('keys.list', ({ offset, limit }) =>
    ok({
      rows: world.keys.slice(offset, offset + limit).map(({ summary }) => summary),
      total: world.keys.length,
    }),
  );
  main.respond('keys.due-list', () => ok({ rows: [], total: 0, snoozed: [] }));
  main.respond('keys.due', ({ keyId }) => {
    const found = world.keys.find(({ summary }) => summary.id === keyId);
    return found === undefined
      ? fail({ kind: 'not-found', what: 'key' })
      : ok({
          plan: noDuePlan,
          due: dueOf(
            { ...found.summary, secretEndsAt: null },
            noDuePlan,
            world.settings,
            world.status.now,
          ),
        });
  });
  main.respond('keys.lineage', () => ok([]));
  main.respond('keys.get', ({ keyId }) => {
    const found = world.keys.find(({ summary }) => summary.id === keyId);
    return found === undefined ? fail({ kind: 'not-found', what: 'key' }) : ok(found);
  });
}

function respondSecrets(main: MockedMain, world: SampleWorld): void {
  main.respond('secrets.reveal', ({ partId }) => {
    const part = world.keys.flatMap(({ parts }) => parts).find(({ id }) => id === partId);
    return part === undefined
      ? fail({ kind: 'not-found', what: 'secret' })
      : ok({
          secretValue: `${part.stub ?? ''}RKCANARY0f8d2c6b4a1e9d73c5b8e6f2a4d1`,
          hideAfterMs: REVEAL_MS,
        });
  });
  main.respond('secrets.copy', ({ partId }) => {
    const part = world.keys.flatMap(({ parts }) => parts).find(({ id }) => id === partId);
    return ok({ clearsAfterMs: part?.nature === 'identifier' ? null : CLIPBOARD_MS });
  });
  main.respond('secrets.keep', () => ok({ custody: 'in-keychain' }));
}

function respondWrites(main: MockedMain, world: SampleWorld): void {
  const changeKey = async (keyId: string, change: (key: KeyDetails) => KeyDetails) => {
    const index = world.keys.findIndex(({ summary }) => summary.id === keyId);
    const before = world.keys[index];
    if (before === undefined) return fail({ kind: 'not-found', what: 'key' });
    const after = keyDetailsSchema.parse(change(before));
    world.keys[index] = after;
    await main.publish('keys.changed', { connectionId: null });
    return ok(after);
  };
  main.respond('sync.start', () => ok(world.syncs));
  main.respond('sync.cancel', () => ok(null));
  main.respond('connections.connect-sandbox', () => ok(world.connections));
  main.respond('settings.update', ({ settings }) => {
    world.settings = settingsSchema.parse({ ...world.settings, ...settings });
    return ok(world.settings);
  });
  main.respond('keys.annotate', ({ keyId, annotations }) =>
    changeKey(keyId, (key) => ({
      ...key,
      annotations,
      summary: { ...key.summary, owner: annotations.owner, purpose: annotations.purpose },
    })),
  );
  main.respond('keys.disable', ({ keyId }) =>
    changeKey(keyId, (key) => ({
      ...key,
      summary: { ...key.summary, status: 'ended', attention: [] },
    })),
  );
  main.respond('keys.edit', ({ keyId, name, environment, scope: asked }) =>
    changeKey(keyId, (key) => {
      const scope = shownAfter(key.scope, asked);
      return {
        ...key,
        scope,
        summary: {
          ...key.summary,
          name: name ?? key.summary.name,
          environment: environment ?? key.summary.environment,
          scopeWords: scopeWords(scope),
        },
      };
    }),
  );
  main.respond('containers.create', ({ connectionId, name }) => {
    const container = {
      id: containerIdSchema.parse(sampleId('C', world.containers.length)),
      connectionId,
      providerContainerId: (9_000 + world.containers.length).toString(),
      name,
    };
    world.containers.push(container);
    return ok(container);
  });
  main.respond('keys.create', async ({ containerId, name, environment, scope, isPublic }) => {
    const container = world.containers.find(({ id }) => id === containerId);
    if (container === undefined) return fail({ kind: 'not-found', what: 'container' });
    const sample = sampleKey(
      world,
      container,
      {
        name,
        environment: environment === 'production' ? 'production' : 'testing',
        ageDays: 0,
        properties: scope?.kind === 'keyset' ? scope.properties : {},
      },
      world.keys.length,
      world.status.now,
    );
    const annotations = { ...sample.annotations, isPublic };
    const created = { ...sample, annotations, scopeDifferences: [] };
    world.keys.push({ ...sample, annotations });
    await main.publish('keys.changed', { connectionId: null });
    return ok(created);
  });
}

/** A keyset's settings are changed one by one; every other scope is replaced as a whole. */
function shownAfter(shown: KeyScope, asked: ScopeInput | null): KeyScope {
  if (asked === null) return shown;
  if (asked.kind !== 'keyset') return asked;
  return shown.kind === 'keyset'
    ? { ...shown, properties: { ...shown.properties, ...asked.properties } }
    : shown;
}
