import { notFound } from '@tanstack/react-router';
import type { ConnectionId, KeyId, RotationId } from '../../shared/lib/ids.ts';
import { isConnectionId, isKeyId, isRotationId } from '../parts/is-id.ts';

function parsed<Id extends string>(text: string, isId: (text: unknown) => text is Id): Id {
  if (isId(text)) return text;
  // eslint-disable-next-line @typescript-eslint/only-throw-error -- the router's own way to say that an address leads nowhere
  throw notFound();
}

/** Ids in addresses, checked once; for `params` of a route. */
export const keyIdParam = {
  parse: ({ keyId }: { keyId: string }) => ({ keyId: parsed(keyId, isKeyId) }),
  stringify: ({ keyId }: { keyId: KeyId }) => ({ keyId: keyId as string }),
};

export const connectionIdParam = {
  parse: ({ connectionId }: { connectionId: string }) => ({
    connectionId: parsed(connectionId, isConnectionId),
  }),
  stringify: ({ connectionId }: { connectionId: ConnectionId }) => ({
    connectionId: connectionId as string,
  }),
};

export const rotationIdParam = {
  parse: ({ rotationId }: { rotationId: string }) => ({
    rotationId: parsed(rotationId, isRotationId),
  }),
  stringify: ({ rotationId }: { rotationId: RotationId }) => ({ rotationId: rotationId as string }),
};
