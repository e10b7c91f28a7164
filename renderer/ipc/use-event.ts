import { useEffect, useRef } from 'react';
import type { EventName, Payload } from '../../shared/ipc/contract.ts';
import { bridge } from './bridge.ts';

/** Listens to an event of the contract as long as the component stands. Queries refresh by themselves. */
export function useEvent<N extends EventName>(
  name: N,
  listener: (payload: Payload<N>) => void,
): void {
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(
    () =>
      bridge.subscribe(name, (payload) => {
        latest.current(payload);
      }),
    [name],
  );
}
