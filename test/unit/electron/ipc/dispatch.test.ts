import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../../../shared/settings/settings.ts';
import { fail, ok } from '../../../../shared/errors/app-error.ts';
import { StorageFailure } from '../../../../electron/services/ports/storage-failure.ts';
import { createDispatch, isCommandName, type Handlers } from '../../../../electron/ipc/dispatch.ts';

const secretValue = 'sec-c-abcdeRKCANARY0123';

/** Handlers of which only the given ones may be called. */
function handlersWith(given: Partial<Handlers>): Handlers {
  return new Proxy(given as Handlers, {
    get: (target, name) => {
      const handler: unknown = Reflect.get(target, name);
      if (handler === undefined) throw new Error(`Unexpected command ${String(name)}`);
      return handler;
    },
  });
}

describe('dispatch', () => {
  it('strips what the contract does not name from an answer', async () => {
    const leaking = { ...defaultSettings, secretValue };
    const dispatch = createDispatch(
      handlersWith({ 'settings.get': () => ok(leaking) }),
      () => 'ref',
    );
    expect(await dispatch('settings.get', {})).toEqual(ok(defaultSettings));
  });

  it('refuses input that the contract does not describe, without calling the handler', async () => {
    const dispatch = createDispatch(handlersWith({}), () => 'ref');
    const answer = await dispatch('keys.get', { keyId: 'not-an-id', extra: 1 });
    expect(answer.ok).toBe(false);
    expect(answer).toMatchObject({ error: { kind: 'invalid-input' } });
  });

  it('does not quote what was typed when it refuses it', async () => {
    const dispatch = createDispatch(handlersWith({}), () => 'ref');
    const answer = await dispatch('vault.put', {
      keyId: secretValue,
      secretValue,
      intent: secretValue,
    });
    expect(JSON.stringify(answer)).not.toContain('RKCANARY');
  });

  it('turns a bug into a reference and nothing else', async () => {
    const seen: unknown[] = [];
    const dispatch = createDispatch(
      handlersWith({
        'settings.get': () => {
          throw new Error(secretValue);
        },
      }),
      (_name, cause) => {
        seen.push(cause);
        return 'bug-7';
      },
    );
    expect(await dispatch('settings.get', {})).toEqual(
      fail({ kind: 'unexpected', reference: 'bug-7' }),
    );
    expect(seen).toHaveLength(1);
  });

  it('passes a full disk on as what it is, not as a bug', async () => {
    const dispatch = createDispatch(
      handlersWith({
        'settings.get': () => {
          throw new StorageFailure({ kind: 'storage-full' }, null);
        },
      }),
      () => 'ref',
    );
    expect(await dispatch('settings.get', {})).toEqual(fail({ kind: 'storage-full' }));
  });

  it('treats an answer of the wrong shape as a bug', async () => {
    const dispatch = createDispatch(
      handlersWith({ 'settings.get': () => ok({ ...defaultSettings, revealSeconds: -1 }) }),
      () => 'bug-8',
    );
    expect(await dispatch('settings.get', {})).toEqual(
      fail({ kind: 'unexpected', reference: 'bug-8' }),
    );
  });

  it('passes expected failures on as they are', async () => {
    const dispatch = createDispatch(
      handlersWith({ 'providers.list': () => fail({ kind: 'locked' }) }),
      () => 'ref',
    );
    expect(await dispatch('providers.list', {})).toEqual(fail({ kind: 'locked' }));
  });

  it('knows only the names of the contract', () => {
    expect(isCommandName('keys.list')).toBe(true);
    expect(isCommandName('keys.changed')).toBe(false);
    expect(isCommandName('__proto__')).toBe(false);
  });
});
