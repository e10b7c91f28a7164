import { useEffect, useRef } from 'react';
import type { ProviderDescriptor } from '../../../shared/providers/provider-descriptor.ts';
import { bridge } from '../../ipc/bridge.ts';

export interface BrowserSignIn {
  /** Marks the time in which the system's browser waits for the person. */
  readonly during: <T>(signIn: () => Promise<T>) => Promise<T>;
  readonly cancel: () => Promise<void>;
}

/** A sign-in in the system's browser ends with its screen: nobody would see how it went. */
export function useBrowserSignIn({ capabilities }: ProviderDescriptor): BrowserSignIn {
  const isWaiting = useRef(false);
  useEffect(
    () => () => {
      if (isWaiting.current) void cancelSignIn();
    },
    [],
  );
  return {
    during: async (signIn) => {
      isWaiting.current = capabilities.browserSignIn;
      const result = await signIn();
      isWaiting.current = false;
      return result;
    },
    cancel: cancelSignIn,
  };
}

/** Its own answer says nothing: the sign-in that was waiting fails as cancelled. */
async function cancelSignIn(): Promise<void> {
  await bridge.invoke('connections.cancel-sign-in', {});
}
