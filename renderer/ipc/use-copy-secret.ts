import { useEffect, useState } from 'react';
import type { AppError, Result } from '../../shared/errors/app-error.ts';
import { useEvent } from './use-event.ts';

export type CopyState =
  | { readonly state: 'idle'; readonly error: AppError | null }
  | { readonly state: 'copying' }
  | {
      readonly state: 'copied';
      /** Null where the clipboard is not cleared by itself, as for identifiers. */
      readonly clearing: { readonly remainingMs: number; readonly clearsAfterMs: number } | null;
    };

export interface CopiedSecret {
  readonly copy: CopyState;
  readonly start: () => void;
}

interface Copied {
  readonly clearsAfterMs: number | null;
  readonly copiedAt: number;
}

const TICK_MS = 250;
/** How long "Copied" stays for what is never cleared. */
const NOTE_MS = 2_500;

/**
 * Copies through main: the value does not cross. `ask` sends the command:
 * `() => bridge.invoke('secrets.copy', { partId })`.
 */
export function useCopySecret(
  ask: () => Promise<Result<{ clearsAfterMs: number | null }>>,
): CopiedSecret {
  const [copied, setCopied] = useState<Copied | null>(null);
  const [isCopying, setIsCopying] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const [now, setNow] = useState(0);

  const start = async () => {
    setIsCopying(true);
    setError(null);
    const result = await ask();
    setIsCopying(false);
    if (result.ok) {
      const copiedAt = Date.now();
      setNow(copiedAt);
      setCopied({ clearsAfterMs: result.value.clearsAfterMs, copiedAt });
    } else if (result.error.kind !== 'cancelled') {
      setError(result.error);
    }
  };

  useEffect(() => {
    if (copied === null) return;
    const endsAt = copied.copiedAt + (copied.clearsAfterMs ?? NOTE_MS);
    const tick = setInterval(() => {
      setNow(Date.now());
      if (Date.now() >= endsAt) setCopied(null);
    }, TICK_MS);
    return () => {
      clearInterval(tick);
    };
  }, [copied]);
  useEvent('clipboard.cleared', () => {
    setCopied((previous) => (previous?.clearsAfterMs == null ? previous : null));
  });

  return { copy: copyState(copied, isCopying, error, now), start: () => void start() };
}

function copyState(
  copied: Copied | null,
  isCopying: boolean,
  error: AppError | null,
  now: number,
): CopyState {
  if (isCopying) return { state: 'copying' };
  if (copied === null) return { state: 'idle', error };
  const { clearsAfterMs, copiedAt } = copied;
  if (clearsAfterMs === null) return { state: 'copied', clearing: null };
  const remainingMs = Math.max(0, copiedAt + clearsAfterMs - now);
  return { state: 'copied', clearing: { remainingMs, clearsAfterMs } };
}
