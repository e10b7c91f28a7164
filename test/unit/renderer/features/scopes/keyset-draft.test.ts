import { describe, expect, it } from 'vitest';
import {
  dangerousChanges,
  draftChanges,
  idleReason,
  propertyProblems,
  returnedDefaults,
  type KeysetDraft,
} from '../../../../../renderer/features/scopes/keyset-draft.ts';
import { keysetFieldsV1, type KeysetScope } from '../../../../../shared/scopes/keyset-scope.ts';

const scope: KeysetScope = {
  kind: 'keyset',
  generation: 'v1',
  properties: { history: true, message_storage_ttl: 30, presence: false, files_enabled: true },
  unmanaged: ['token_key'],
};
const original: KeysetDraft = {
  name: 'orders',
  environment: 'testing',
  properties: scope.properties,
};
const field = (name: string) => {
  const found = keysetFieldsV1.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`No field ${name}`);
  return found;
};

describe('what an edit sends', () => {
  it('is nothing while nothing differs, also after changing there and back', () => {
    expect(draftChanges(original, scope, { ...original })).toMatchObject({
      name: null,
      environment: null,
      properties: [],
      count: 0,
    });
  });

  it('is only the leaves that differ', () => {
    const changes = draftChanges(original, scope, {
      name: 'orders-eu',
      environment: 'testing',
      properties: { ...scope.properties, message_storage_ttl: 90, uls: true },
    });
    expect(changes).toMatchObject({ name: 'orders-eu', environment: null, count: 3 });
    expect(
      changes.properties.map(({ field: { name }, before, after }) => [name, before, after]),
    ).toEqual([
      ['message_storage_ttl', 30, 90],
      ['uls', undefined, true],
    ]);
  });

  it('never carries a property that Rekey does not manage', () => {
    const changes = draftChanges(original, scope, {
      ...original,
      properties: { ...scope.properties, token_key: 'x' },
    });
    expect(changes.count).toBe(0);
  });

  it('is dangerous exactly where the table says that data may be lost', () => {
    const changes = draftChanges(original, scope, {
      ...original,
      properties: { ...scope.properties, files_s3_bucket_region: 'eu-central-1', presence: true },
    });
    expect(dangerousChanges(changes).map(({ field: { name } }) => name)).toEqual([
      'files_s3_bucket_region',
    ]);
  });
});

describe('live rules', () => {
  it('check what was changed', () => {
    const problems = propertyProblems(keysetFieldsV1, scope.properties, {
      ...scope.properties,
      message_storage_ttl: 366,
      presence_interval: 30,
    });
    expect(Object.keys(problems)).toEqual(['message_storage_ttl']);
    expect(problems['message_storage_ttl']).toContain('1 to 365');
  });

  it('call an emptied number a problem', () => {
    expect(
      propertyProblems(keysetFieldsV1, scope.properties, {
        ...scope.properties,
        message_storage_ttl: null,
      }),
    ).toHaveProperty('message_storage_ttl');
  });

  it('leave an odd value of the provider’s own alone', () => {
    const odd = { ...scope.properties, message_storage_ttl: 9_999 };
    expect(propertyProblems(keysetFieldsV1, odd, odd)).toEqual({});
  });

  it('say which switch a resting field waits for', () => {
    expect(idleReason(field('presence_interval'), keysetFieldsV1, scope.properties)).toBe(
      'Has no effect while Presence is off.',
    );
    expect(idleReason(field('message_storage_ttl'), keysetFieldsV1, scope.properties)).toBeNull();
    expect(idleReason(field('objects_region'), keysetFieldsV1, {})).toBeNull();
  });
});

describe('after a create', () => {
  it('what came back without being sent is shown, in the order of the table', () => {
    const returned = returnedDefaults(scope, { history: true });
    expect(returned.map(({ field: { name }, value }) => [name, value])).toEqual([
      ['message_storage_ttl', 30],
      ['files_enabled', true],
      ['presence', false],
    ]);
  });
});
