import { useSyncExternalStore } from 'react';
import { MINUTE_MS } from '../../shared/lib/duration.ts';

const STEP_MS = MINUTE_MS / 2;
const listeners = new Set<() => void>();
let current = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

function tick(): void {
  current = Date.now();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) {
    timer = setInterval(tick, STEP_MS);
    current = Date.now();
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The time for ages, in milliseconds; one clock for the whole page, so rows never disagree. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => current);
}
