import { z } from 'zod';
import { SECOND_MS } from '../../shared/lib/duration.ts';
import type { createDispatch } from '../ipc/dispatch.ts';
import type { Clock } from '../services/ports/clock.ts';

type Dispatch = ReturnType<typeof createDispatch>;

/** Whatever command answers something to be hidden again has just handed out a secret. */
const revealSchema = z.object({ hideAfterMs: z.number() });

/** The page starts its own clock when the answer arrives. */
const MARGIN_MS = SECOND_MS;

/**
 * Keeps the window out of screenshots and screen sharing from before a secret is handed out until it
 * is hidden again; the longest of several counts.
 */
export function protectReveals(
  dispatch: Dispatch,
  host: { readonly clock: Clock; readonly setProtected: (isProtected: boolean) => void },
): Dispatch {
  let shown = 0;
  return async (name, raw) => {
    const result = await dispatch(name, raw);
    const reveal = result.ok ? revealSchema.safeParse(result.value) : null;
    if (reveal?.success !== true) return result;
    shown += 1;
    host.setProtected(true);
    host.clock.after(reveal.data.hideAfterMs + MARGIN_MS, () => {
      shown -= 1;
      if (shown === 0) host.setProtected(false);
    });
    return result;
  };
}
