import { beforeEach, describe, expect, it } from 'vitest';
import { createProviderHttp, type Transport } from '../../../electron/providers/provider-http.ts';
import { createProviderRegistry } from '../../../electron/providers/provider-registry.ts';
import { composeSandbox, type RunningProvider } from '../../../electron/sandbox/compose-sandbox.ts';
import {
  createInProcessTransport,
  sandboxTarget,
} from '../../../electron/sandbox/in-process-transport.ts';
import { parseFaultRules, type FaultRuleInput } from '../../../electron/sandbox/fault-rule.ts';
import { seededRandom } from '../../../electron/sandbox/sandbox-random.ts';
import type { SandboxClock } from '../../../electron/sandbox/sandbox-clock.ts';
import { sleep } from '../../../electron/services/ports/clock.ts';
import type {
  KeyChanges,
  KeyMaterial,
  ProviderKeyWithSecrets,
  ProviderSession,
} from '../../../electron/services/ports/provider-values.ts';
import type { ProviderOperations } from '../../../electron/services/ports/provider-operations.ts';
import type { Result } from '../../../shared/errors/app-error.ts';
import { FakeClock } from '../../fakes/fake-clock.ts';
import { otherProviderParts, renewAtOnce } from '../../fakes/provider-fakes.ts';
import { FakeIdSource } from '../../fakes/fake-id-source.ts';
import { RecordingLogger } from '../recording-logger.ts';
import { settle } from '../settle.ts';
import { properties } from './recordings.ts';

/** The client against the simulation, which was written from the documents by somebody else. */
let clock: FakeClock;
let running: RunningProvider;
let logger: RecordingLogger;
let operations: Required<ProviderOperations>;
let session: ProviderSession;

beforeEach(async () => {
  clock = new FakeClock();
  logger = new RecordingLogger();
  const sandboxClock: SandboxClock = {
    now: () => clock.now(),
    wait: (delayMs, signal) => sleep(clock, delayMs, signal),
  };
  const sandbox = composeSandbox({ seed: 7, clock: sandboxClock, random: seededRandom(7) });
  running = sandbox.get('pubnub-v1')!;
  const inProcess = createInProcessTransport(sandbox);
  const transport: Transport = (url, init) => inProcess.fetch(url, init);
  const ids = new FakeIdSource();
  const http = createProviderHttp({ transport, clock, ids, allowLoopback: false, logger });
  const adapter = createProviderRegistry({
    http,
    clock,
    ids,
    ...otherProviderParts,
  }).find('pubnub-v1')!;
  operations = adapter.operations as Required<ProviderOperations>;
  const target = sandboxTarget(running);
  const signedIn = valueOf(
    await done(operations.signIn(target, running.instance.signInSecrets, never())),
  );
  session = { ...target, ...signedIn, accountId: signedIn.accountId ?? '', renew: renewAtOnce };
});

const never = (): AbortSignal => new AbortController().signal;

async function done<T>(work: Promise<T>): Promise<T> {
  const { value } = await settle(clock, work);
  expect(logger.lines.join('\n')).not.toMatch(/RKCANARY|sess-|password/);
  return value;
}

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`It answered ${JSON.stringify(result.error)}`);
  return result.value;
}

const fault = (...rules: FaultRuleInput[]): void => running.plan.replace(parseFaultRules(rules));

async function appId(): Promise<string> {
  const containers = valueOf(await done(operations.listContainers(session, never())));
  return containers[0]!.providerContainerId;
}

const draftIn = (providerContainerId: string, name = 'rotated_rk0123456789') =>
  ({
    providerContainerId,
    name,
    environment: 'production',
    scope: { kind: 'keyset', properties },
  }) as const;

/** A fresh keyset with its secrets, as a rotation gets it: by the create and the read by id. */
async function createdKey(container: string, name?: string): Promise<ProviderKeyWithSecrets> {
  const created = valueOf(await done(operations.createKey(session, draftIn(container, name))));
  if (created.secrets.length > 0) return created;
  return valueOf(await done(operations.readKey(session, created.key.providerKeyId, never())));
}

function materialOf({ key, secrets }: ProviderKeyWithSecrets): KeyMaterial {
  const identifiers = key.parts.flatMap(({ role, value }) =>
    value === null ? [] : [{ role, secretValue: value }],
  );
  return { parts: [...identifiers, ...secrets], scope: key.scope };
}

describe('the whole main job', () => {
  it('lists every keyset of every app without a secret', async () => {
    const containers = valueOf(await done(operations.listContainers(session, never())));
    expect(containers.length).toBeGreaterThan(1);
    let listed = 0;
    for (const { providerContainerId } of containers) {
      for (let page = 1, total = Infinity; (page - 1) * 3 < total; page += 1) {
        const answer = valueOf(
          await done(
            operations.listKeys(session, providerContainerId, { page, limit: 3 }, never()),
          ),
        );
        total = answer.total!;
        listed += answer.keys.length;
        expect(JSON.stringify(answer)).not.toContain('RKCANARY');
      }
    }
    const { keysets } = running.instance.summary();
    expect(listed).toBe((keysets as readonly unknown[]).length);
  });

  it.each([false, true])(
    'replaces a keyset (create shows secrets: %s)',
    async (createShowsSecrets) => {
      expect(running.instance.tune({ createShowsSecrets })).toEqual([]);
      const container = await appId();
      const old = await createdKey(container, 'old');
      const replacement = await createdKey(container);
      expect(replacement.secrets).toHaveLength(1);
      expect(replacement.key).toMatchObject({ environment: 'production', status: 'active' });
      const scope = replacement.key.scope;
      expect(scope.kind === 'keyset' ? scope.properties : null).toEqual(properties);

      const found = valueOf(
        await done(operations.findByMarker(session, container, '_rk0123456789', never())),
      );
      expect(found.map(({ providerKeyId }) => providerKeyId)).toEqual([
        replacement.key.providerKeyId,
      ]);

      const probe = (key: ProviderKeyWithSecrets) =>
        done(operations.probeKey(session, materialOf(key), never()));
      expect(valueOf(await probe(replacement))).toEqual({ kind: 'works', status: 200 });
      expect(valueOf(await probe(old))).toEqual({ kind: 'works', status: 200 });
      expect(valueOf(await done(operations.disableKey(session, old.key.providerKeyId)))).toBeNull();
      expect(valueOf(await probe(old))).toEqual({ kind: 'refused', status: 400 });
      const read = valueOf(await done(operations.readKey(session, old.key.providerKeyId, never())));
      expect(read.key.status).toBe('ended');
    },
  );

  it('edits name, environment and settings, and nothing else', async () => {
    const { key } = await createdKey(await appId());
    const changed = { history: false, presence_active_notice_channel: 'notices' };
    const changes: KeyChanges = {
      name: 'renamed',
      environment: 'testing',
      scope: { kind: 'keyset', properties: changed },
    };
    valueOf(await done(operations.editKey(session, key.providerKeyId, changes)));
    const after = valueOf(await done(operations.readKey(session, key.providerKeyId, never())));
    expect(after.key).toMatchObject({ name: 'renamed', environment: 'testing' });
    const { scope } = after.key;
    expect(scope.kind === 'keyset' ? scope.properties : null).toEqual({
      ...properties,
      ...changed,
    });
  });

  it('creates an app', async () => {
    const created = valueOf(await done(operations.createContainer(session, 'Second app')));
    const containers = valueOf(await done(operations.listContainers(session, never())));
    expect(containers).toContainEqual(created);
  });

  it('writes, lists and removes vault names of every kind', async () => {
    const { key } = await createdKey(await appId());
    const subscribeKey = key.parts.find(({ role }) => role === 'subscribe')!.value!;
    for (const name of ['db-password', 'with space', 'a/b', 'ü%2F?#'])
      valueOf(await done(operations.vault.put(session, subscribeKey, name, 'RKCANARY-value')));
    const list = async () =>
      valueOf(await done(operations.vault.list(session, subscribeKey, never())));
    expect((await list()).toSorted()).toEqual(['a/b', 'db-password', 'with space', 'ü%2F?#']);
    valueOf(await done(operations.vault.remove(session, subscribeKey, 'a/b')));
    expect(await list()).not.toContain('a/b');
  });
});

describe('proof', () => {
  it('takes a wrong secret for refused and says so of nothing else', async () => {
    const material = materialOf(await createdKey(await appId()));
    const wrong = material.parts.map((part) =>
      part.role === 'secret' ? { ...part, secretValue: 'sec-c-wrongRKCANARY' } : part,
    );
    const probe = (changed: Partial<KeyMaterial> = {}) =>
      done(operations.probeKey(session, { ...material, ...changed }, never()));
    expect(valueOf(await probe({ parts: wrong }))).toEqual({ kind: 'refused', status: 403 });

    clock.jumpWall(3_600_000);
    const early = material.parts;
    expect(valueOf(await probe({ parts: early }))).toEqual({ kind: 'works', status: 200 });
    const faults: FaultRuleInput['effect'][] = [
      { kind: 'answer', status: 401 },
      { kind: 'answer', status: 403, body: { message: 'Forbidden', status: 403 } },
      { kind: 'answer', status: 400, body: { message: 'Invalid Timestamp' } },
      { kind: 'answer', status: 500 },
      { kind: 'html', status: 403 },
      { kind: 'html', status: 400 },
      { kind: 'offline' },
      { kind: 'reset', when: 'after-commit' },
    ];
    for (const effect of faults) {
      fault({ plane: 'data-plane', effect });
      const result = await probe({ parts: wrong });
      expect(result.ok, JSON.stringify(effect)).toBe(false);
      expect(JSON.stringify(result)).not.toMatch(/RKCANARY|unauthorized|forbidden"/);
    }
  });

  it('does not test where Access Manager is off, whether it knows before or after', async () => {
    const created = await createdKey(await appId());
    const material = materialOf(created);
    valueOf(
      await done(
        operations.editKey(session, created.key.providerKeyId, {
          ...{ name: null, environment: null },
          scope: { kind: 'keyset', properties: { uls: false } },
        }),
      ),
    );
    const notTestable = { kind: 'not-testable', reason: 'access-manager-off' };
    expect(valueOf(await done(operations.probeKey(session, material, never())))).toEqual(
      notTestable,
    );
    const sentBefore = running.journal.entries().length;
    const read = valueOf(
      await done(operations.readKey(session, created.key.providerKeyId, never())),
    );
    const known = await done(operations.probeKey(session, materialOf(read), never()));
    expect(valueOf(known)).toEqual(notTestable);
    expect(running.journal.entries().length).toBe(sentBefore + 1);
  });
});

describe('what goes wrong', () => {
  it.each([401, 403] as const)(
    'calls a wrong password refused (%i)',
    async (wrongPasswordStatus) => {
      running.instance.tune({ wrongPasswordStatus });
      const fields = { ...running.instance.signInSecrets, password: 'RKCANARY wrong' };
      const result = await done(operations.signIn(session, fields, never()));
      expect(result).toEqual({
        ok: false,
        error: { kind: 'sign-in-refused', providerId: 'pubnub-v1' },
      });
    },
  );

  it('tells an expired session and a vanished keyset apart', async () => {
    const expired = { ...session, credentialSecret: 'sess-RKCANARY-gone' };
    expect(await done(operations.listContainers(expired, never()))).toMatchObject({
      error: { kind: expect.stringMatching(/^provider-(unauthorized|forbidden)$/) as unknown },
    });
    expect(await done(operations.readKey(session, '99999999', never()))).toMatchObject({
      error: { kind: 'not-found', what: 'key' },
    });
  });

  it.each([
    ['reset', { kind: 'reset', when: 'after-commit' }],
    ['silent', { kind: 'hang', when: 'after-commit' }],
    ['a 503', { kind: 'answer', status: 503, when: 'after-commit' }],
    ['a page', { kind: 'html', when: 'after-commit' }],
    ['cut', { kind: 'truncated' }],
  ] satisfies [string, FaultRuleInput['effect']][])(
    'never creates twice when the answer is %s, and finds what was created',
    async (_name, effect) => {
      const container = await appId();
      fault({ method: 'POST', path: '/api/keys', effect });
      const result = await done(
        operations.createKey(session, draftIn(container, 'lost_rkabcdefghij')),
      );
      expect(result).toEqual({ ok: false, error: { kind: 'outcome-unknown', rotationId: null } });
      fault();
      const found = valueOf(
        await done(operations.findByMarker(session, container, '_rkabcdefghij', never())),
      );
      expect(found).toHaveLength(1);
    },
  );

  it.each([
    'deep-json',
    'gzip-bomb',
    'prototype',
    'invalid-utf8',
    'not-json',
    'empty',
    'null',
  ] as const)('refuses the hostile body %s of a list', async (body) => {
    const container = await appId();
    fault({ path: '/api/app/keys', effect: { kind: 'hostile', body } });
    const result = await done(
      operations.listKeys(session, container, { page: 1, limit: 100 }, never()),
    );
    expect(result.ok).toBe(false);
    expect('isAdmin' in {}).toBe(false);
  });

  it('stops at a total that never comes true', async () => {
    const container = await appId();
    const set = [{ path: 'result.total_keys', value: 100_000 }];
    fault({ path: '/api/app/keys', effect: { kind: 'rewrite', set } });
    const result = await done(operations.findByMarker(session, container, 'x', never()));
    expect(result).toMatchObject({
      error: {
        kind: 'provider-changed',
        issues: [expect.stringMatching(/^The list of keysets ended/)],
      },
    });
  });
});
