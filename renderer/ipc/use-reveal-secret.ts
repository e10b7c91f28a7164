import { useCallback, useEffect, useState } from 'react';
import type { AppError, Result } from '../../shared/errors/app-error.ts';
import { useEvent } from './use-event.ts';

export type RevealState =
  | { readonly state: 'hidden'; readonly error: AppError | null }
  | { readonly state: 'reading' }
  | {
      readonly state: 'revealed';
      readonly secretValue: string;
      /** Counts down in whole seconds. */
      readonly remainingMs: number;
      readonly hideAfterMs: number;
    };

export interface RevealedSecret {
  readonly reveal: RevealState;
  readonly show: () => void;
  readonly hide: () => void;
}

interface Shown {
  readonly secretValue: string;
  readonly hideAfterMs: number;
  readonly hideAt: number;
}

const TICK_MS = 250;

/**
 * Shows a secret for a short time. The value lives in this component's state and nowhere else; it
 * goes when the time is over, when the window loses the focus or is hidden, when the app locks, and
 * with the component. `read` asks main: `() => bridge.invoke('secrets.reveal', { partId })`.
 */
export function useRevealSecret(
  read: () => Promise<Result<{ secretValue: string; hideAfterMs: number }>>,
): RevealedSecret {
  const [shown, setShown] = useState<Shown | null>(null);
  const [isReading, setIsReading] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const [now, setNow] = useState(0);
  const hide = useCallback(() => {
    setShown(null);
  }, []);

  const show = async () => {
    setIsReading(true);
    setError(null);
    const result = await read();
    setIsReading(false);
    if (!result.ok) {
      if (result.error.kind !== 'cancelled') setError(result.error);
      return;
    }
    // The answer may come after the person has turned to another window.
    if (document.visibilityState === 'hidden' || !document.hasFocus()) return;
    const { secretValue, hideAfterMs } = result.value;
    const shownAt = Date.now();
    setNow(shownAt);
    setShown({ secretValue, hideAfterMs, hideAt: shownAt + hideAfterMs });
  };

  const hideAt = shown?.hideAt ?? null;
  useEffect(() => {
    if (hideAt === null) return;
    const tick = setInterval(() => {
      setNow(Date.now());
      if (Date.now() >= hideAt) hide();
    }, TICK_MS);
    window.addEventListener('blur', hide);
    document.addEventListener('visibilitychange', hide);
    return () => {
      clearInterval(tick);
      window.removeEventListener('blur', hide);
      document.removeEventListener('visibilitychange', hide);
    };
  }, [hideAt, hide]);
  useEvent('app.status-changed', hide);

  return { reveal: revealState(shown, isReading, error, now), show: () => void show(), hide };
}

function revealState(
  shown: Shown | null,
  isReading: boolean,
  error: AppError | null,
  now: number,
): RevealState {
  if (shown !== null) {
    const { secretValue, hideAfterMs, hideAt } = shown;
    return { state: 'revealed', secretValue, hideAfterMs, remainingMs: Math.max(0, hideAt - now) };
  }
  return isReading ? { state: 'reading' } : { state: 'hidden', error };
}
