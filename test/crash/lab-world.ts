import type { KeychainRead, KeychainWrite } from '../../electron/services/ports/keychain.ts';
import type { RunningProvider } from '../../electron/sandbox/compose-sandbox.ts';
import type { ChildRequest, KeychainCall, ParentAnswer } from './crash-protocol.ts';

/** The keychain and the clock, which no child takes along when it dies. */
export interface World {
  nowMs: number;
  readonly secretsByName: Map<string, string>;
  /** So many calls of the keychain fail, because its helper process is not there. */
  keychainFailures: number;
}

export function answerOf(
  request: ChildRequest,
  world: World,
  { instance }: RunningProvider,
): ParentAnswer | Promise<ParentAnswer> {
  switch (request.what) {
    case 'keychain':
      return keychainAnswer(request.call, world);
    case 'advance':
      world.nowMs += request.durationMs;
      return null;
    case 'consent':
      return instance.approveConsent?.(request.url) ?? null;
  }
}

function keychainAnswer(call: KeychainCall, world: World): KeychainRead | KeychainWrite {
  const { secretsByName } = world;
  if (world.keychainFailures > 0) {
    world.keychainFailures -= 1;
    // What the client answers when the helper has died twice.
    return { kind: 'failed', reason: 'other' };
  }
  switch (call.operation) {
    case 'probe':
      return { kind: 'done' };
    case 'read': {
      const secretValue = secretsByName.get(call.name);
      return secretValue === undefined ? { kind: 'absent' } : { kind: 'stored', secretValue };
    }
    case 'write':
      secretsByName.set(call.name, call.secretValue);
      return { kind: 'done' };
    case 'remove':
      secretsByName.delete(call.name);
      return { kind: 'done' };
  }
}
