import { fail, ok, type Result } from '../../shared/errors/app-error.ts';
import type { Environment, KeyDetails } from '../../shared/keys/key.ts';
import type { KeyId } from '../../shared/lib/ids.ts';
import {
  keysetChanges,
  keysetFields,
  type PropertyValue,
} from '../../shared/scopes/keyset-scope.ts';
import type { ActivityFact, ActivityService } from './activity-service.ts';
import type { ConnectionSessions } from './connection-session.ts';
import type { KeyReader } from './key-reader.ts';
import type { KeyService } from './key-service.ts';
import type { KeyRecord, Stores } from './ports/stores.ts';
import { isAnswerLost } from './rotation-outcome.ts';

interface Dependencies {
  readonly stores: Stores;
  readonly sessions: ConnectionSessions;
  readonly keys: KeyService;
  readonly reader: KeyReader;
  readonly activity: ActivityService;
}

export interface KeyEdit {
  readonly keyId: KeyId;
  readonly name: string | null;
  readonly environment: Environment | null;
  readonly properties: Readonly<Record<string, PropertyValue>>;
  readonly typedName: string | null;
}

/** Changes what a key may do. Sends only what differs from what the provider last showed. */
export class ScopeService {
  private readonly deps: Dependencies;

  constructor(deps: Dependencies) {
    this.deps = deps;
  }

  /**
   * Errors: `invalid-input` with the provider's rule in words, `conflict` when a needed typed name
   * differs or the key has ended, and whatever the provider answers. After a lost answer the key is
   * read again: when it shows every change, they were made.
   */
  async edit(edit: KeyEdit): Promise<Result<KeyDetails>> {
    const { stores, keys, reader, activity } = this.deps;
    const record = stores.keys.find(edit.keyId)?.record;
    if (record === undefined) return fail({ kind: 'not-found', what: 'key' });
    const changes = changesOf(record, edit);
    if (!changes.ok) {
      activity.recordFailure(subjectOf(record, Object.keys(edit.properties)), changes.error);
      return changes;
    }
    const changed = changedNames(changes.value);
    if (changed.length === 0) return keys.get(edit.keyId);
    const sent = await this.send(record, changes.value);
    const isLost = !sent.ok && isAnswerLost(sent.error);
    const seen = sent.ok || isLost ? await reader.refresh(edit.keyId) : sent;
    const isMade = sent.ok || (seen.ok && isSeen(seen.value.record, changes.value));
    if (!isMade) {
      activity.recordFailure(subjectOf(record, changed), sent.error);
      return sent;
    }
    activity.record(subjectOf(record, changed));
    // Where the look failed, the change is made and the old picture stays with its old "as of".
    return keys.get(edit.keyId);
  }

  private send(record: KeyRecord, changes: Changes): Promise<Result<null>> {
    const { connectionId, providerKeyId } = record;
    return this.deps.sessions.call(connectionId, 'editKey', async ({ adapter, session }) => {
      const { editKey } = adapter.operations;
      if (editKey === undefined) return fail({ kind: 'not-supported', operation: 'editKey' });
      const { name, properties } = changes;
      // A name that stays may be one the provider would no longer take.
      const problems = name === null ? [] : adapter.draftProblems({ name, properties });
      if (problems.length > 0) return fail({ kind: 'invalid-input', issues: [...problems] });
      return editKey(session, providerKeyId, changes);
    });
  }
}

const subjectOf = (record: KeyRecord, changed: readonly string[]): ActivityFact => ({
  action: 'key.edited',
  connectionId: record.connectionId,
  keyId: record.id,
  subject: record.name,
  facts: { changed: changed.join(', ').slice(0, 300) },
});

type Changes = Pick<KeyEdit, 'name' | 'environment' | 'properties'>;

const changedNames = ({ name, environment, properties }: Changes): string[] => [
  ...(name === null ? [] : ['name']),
  ...(environment === null ? [] : ['type']),
  ...Object.keys(properties),
];

/** Whether the key now shows everything that was to change. */
function isSeen(record: KeyRecord, { name, environment, properties }: Changes): boolean {
  const { scope } = record;
  return (
    (name === null || record.name === name) &&
    (environment === null || record.environment === environment) &&
    Object.entries(properties).every(
      ([property, value]) => scope.kind === 'keyset' && scope.properties[property] === value,
    )
  );
}

/** What really differs, checked against the rules that need no provider. */
function changesOf(record: KeyRecord, edit: KeyEdit): Result<Changes> {
  if (record.status === 'ended' || record.status === 'gone') {
    return fail({ kind: 'conflict', reason: 'already-ended' });
  }
  const { scope } = record;
  const given = Object.keys(edit.properties);
  if (scope.kind !== 'keyset') {
    if (given.length > 0) return fail({ kind: 'not-supported', operation: 'editScope' });
    return ok(withoutSame(record, edit, {}));
  }
  const fieldNames = new Set(keysetFields(scope.generation).map((field) => field.name));
  const unknown = given.filter((name) => !fieldNames.has(name));
  if (unknown.length > 0) {
    return fail({
      kind: 'invalid-input',
      issues: unknown.map((name) => `${name.slice(0, 80)} is not managed by Rekey.`),
    });
  }
  const changes = keysetChanges(scope, edit.properties);
  const isDangerous = changes.some(({ field }) => field.danger !== null);
  if (isDangerous && edit.typedName !== record.name) {
    return fail({ kind: 'conflict', reason: 'typed-name-differs' });
  }
  const properties = Object.fromEntries(changes.map(({ field, after }) => [field.name, after]));
  return ok(withoutSame(record, edit, properties));
}

function withoutSame(
  record: KeyRecord,
  edit: KeyEdit,
  properties: Readonly<Record<string, PropertyValue>>,
): Changes {
  return {
    name: edit.name === record.name ? null : edit.name,
    environment: edit.environment === record.environment ? null : edit.environment,
    properties,
  };
}
