/**
 * The helper process: the only code that touches the keychain library, because the library can
 * block its event loop for a minute and can hang for ever. Whoever started it kills it then.
 * It runs under Electron's utilityProcess and under child_process.fork, and loads nothing else.
 */
import { AsyncEntry } from '@napi-rs/keyring';
import { keychainReasonFor } from './keychain-error.ts';
import type { HelperReply, HelperRequest } from './keychain-protocol.ts';

/** utilityProcess: `process.parentPort`, narrowed by hand because nothing here may import Electron. */
interface ParentPort {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
  postMessage(message: unknown): void;
}

type Reply = (reply: HelperReply) => void;

function answerRequests(
  listen: (listener: (message: unknown) => void) => void,
  reply: Reply,
): void {
  listen((message) => {
    if (!isRequest(message)) return;
    perform(message).then(reply, (cause: unknown) => {
      const text = cause instanceof Error ? cause.message : String(cause);
      reply({
        id: message.id,
        kind: 'failed',
        reason: keychainReasonFor(text),
        text: text.slice(0, 500),
      });
    });
  });
}

async function perform(request: HelperRequest): Promise<HelperReply> {
  const { id } = request;
  // A new entry is a new connection, so that a restarted daemon is found. Any other shape of the
  // option is ignored by the library, which then falls back to the kernel's keyring.
  const entry = new AsyncEntry(request.service, request.name, {
    linux: { store: 'secret-service' },
  });
  switch (request.operation) {
    case 'read':
      return { id, kind: 'value', secretValue: (await entry.getPassword()) ?? null };
    case 'write':
      await entry.setPassword(request.secretValue);
      return { id, kind: 'written' };
    case 'remove':
      return { id, kind: 'removed', wasThere: await entry.deleteCredential() };
  }
}

/** Light on purpose: the client has parsed the request with its schema. */
function isRequest(message: unknown): message is HelperRequest {
  return (
    typeof message === 'object' && message !== null && 'id' in message && 'operation' in message
  );
}

function isParentPort(value: unknown): value is ParentPort {
  return typeof value === 'object' && value !== null && 'postMessage' in value;
}

const parentPort: unknown = Reflect.get(process, 'parentPort');
if (isParentPort(parentPort)) {
  answerRequests(
    (listener) => parentPort.on('message', (event) => listener(event.data)),
    (reply) => parentPort.postMessage(reply),
  );
} else {
  answerRequests(
    (listener) => process.on('message', listener),
    (reply) => process.send?.(reply),
  );
  // The parent is gone. A normal exit would wait for a call that hangs.
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
}
