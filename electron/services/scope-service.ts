import { fail, ok, type AppError, type Result } from '../../shared/errors/app-error.ts';
import type { Environment, KeyDetails } from '../../shared/keys/key.ts';
import type { KeyId } from '../../shared/lib/ids.ts';
import type { ScopeInput } from '../../shared/scopes/key-scope.ts';
import {
  isSameReplacedScope,
  scopeChangesOf,
  showsScope,
} from '../../shared/scopes/scope-changes.ts';
import type { ActivityFact, ActivityService } from './activity-service.ts';
import type { ConnectionSessions } from './connection-session.ts';
import type { KeyReader } from './key-reader.ts';
import type { KeyService } from './key-service.ts';
import type { KeyRecord, KeyRow, Stores } from './ports/stores.ts';
import { isAnswerLost } from './answer-lost.ts';

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
  /** Null: the scope stays. */
  readonly scope: ScopeInput | null;
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
    const row = stores.keys.find(edit.keyId);
    if (row === null) return fail({ kind: 'not-found', what: 'key' });
    const { record } = row;
    const changes = changesOf(record, edit);
    if (!changes.ok) {
      activity.recordFailure(subjectOf(record, namesOf(edit.scope)), changes.error);
      return changes;
    }
    const changed = changedNames(changes.value);
    if (changed.length === 0) return keys.get(edit.keyId);
    const fresh = await this.lookBeforeReplacing(record, changes.value);
    const own = reader.ownChange(record, changes.value);
    const sent = fresh.ok ? await this.send(record, changes.value) : fresh;
    const isLost = !sent.ok && isAnswerLost(sent.error);
    // A provider's refusal may be about the second of two calls.
    const seen =
      sent.ok || isLost || isRefusal(sent.error) ? await reader.refresh(edit.keyId, own) : null;
    const isShown = seen?.ok === true && isSeen(seen.value.record, changes.value);
    const failure = sent.ok ? contradictionOf(row, seen?.ok === true && !isShown) : sent.error;
    if (failure !== null && !(isLost && isShown)) {
      activity.recordFailure(subjectOf(record, changed), failure);
      return fail(failure);
    }
    activity.record(subjectOf(record, changed));
    // Where the look failed, the change is made and the old picture stays with its old "as of".
    return keys.get(edit.keyId);
  }

  /**
   * A capability map and a list of channels are replaced whole: sent on top of an old picture, they
   * would undo what somebody else has changed since. Of a keyset only the changed leaves are sent.
   */
  private async lookBeforeReplacing(record: KeyRecord, { scope }: Changes): Promise<Result<null>> {
    if (scope === null || scope.kind === 'keyset') return ok(null);
    const fresh = await this.deps.reader.refresh(record.id);
    if (!fresh.ok) return fresh;
    return isSameReplacedScope(fresh.value.record.scope, record.scope)
      ? ok(null)
      : fail({ kind: 'conflict', reason: 'changed-meanwhile' });
  }

  private send(record: KeyRecord, changes: Changes): Promise<Result<null>> {
    const { connectionId, providerKeyId } = record;
    return this.deps.sessions.call(connectionId, 'editKey', async ({ adapter, session }) => {
      const { editKey } = adapter.operations;
      if (editKey === undefined) return fail({ kind: 'not-supported', operation: 'editKey' });
      const { name, scope } = changes;
      // A name that stays may be one the provider would no longer take.
      const problems = name === null ? [] : adapter.draftProblems({ name, scope });
      if (problems.length > 0) return fail({ kind: 'invalid-input', issues: [...problems] });
      return editKey(session, providerKeyId, changes);
    });
  }
}

const isRefusal = ({ kind }: AppError): boolean =>
  kind === 'provider-rejected' || kind === 'provider-forbidden';

/** It said yes and shows the key as it was. */
const contradictionOf = ({ providerId }: KeyRow, isContradicted: boolean): AppError | null =>
  isContradicted
    ? { kind: 'provider-rejected', providerId, code: 'change-not-shown', message: null }
    : null;

const subjectOf = (record: KeyRecord, changed: readonly string[]): ActivityFact => ({
  action: 'key.edited',
  connectionId: record.connectionId,
  keyId: record.id,
  subject: record.name,
  facts: { changed: changed.join(', ').slice(0, 300) },
});

interface Changes {
  readonly name: string | null;
  readonly environment: Environment | null;
  readonly scope: ScopeInput | null;
}

const changedNames = ({ name, environment, scope }: Changes): string[] => [
  ...(name === null ? [] : ['name']),
  ...(environment === null ? [] : ['type']),
  ...namesOf(scope),
];

/** Fixed words and property names; a resource of a map may be a channel's name and stays out of the log. */
function namesOf(scope: ScopeInput | null): string[] {
  if (scope === null) return [];
  return scope.kind === 'keyset' ? Object.keys(scope.properties) : [scope.kind];
}

/** Whether the key now shows everything that was to change. */
function isSeen(record: KeyRecord, { name, environment, scope }: Changes): boolean {
  return (
    (name === null || record.name === name) &&
    (environment === null || record.environment === environment) &&
    (scope === null || showsScope(record.scope, scope))
  );
}

/** What really differs, checked against the rules that need no provider. */
function changesOf(record: KeyRecord, edit: KeyEdit): Result<Changes> {
  if (record.status === 'ended' || record.status === 'gone') {
    return fail({ kind: 'conflict', reason: 'already-ended' });
  }
  const scope = scopeChangesOf(record.scope, edit.scope);
  if (scope.kind === 'other-kind') {
    return fail({ kind: 'not-supported', operation: 'editScope' });
  }
  if (scope.kind === 'unknown-properties') {
    return fail({
      kind: 'invalid-input',
      issues: scope.names.map((name) => `${name.slice(0, 80)} is not managed by Rekey.`),
    });
  }
  if (scope.isDangerous && edit.typedName !== record.name) {
    return fail({ kind: 'conflict', reason: 'typed-name-differs' });
  }
  return ok({
    name: edit.name === record.name ? null : edit.name,
    environment: edit.environment === record.environment ? null : edit.environment,
    scope: scope.input,
  });
}
