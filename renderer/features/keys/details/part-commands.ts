import type { PartId } from '../../../../shared/lib/ids.ts';
import { bridge } from '../../../ipc/bridge.ts';

/** Asks main for one secret, to be shown for seconds. */
export const revealPart = (partId: PartId) => () => bridge.invoke('secrets.reveal', { partId });

/** Main writes the clipboard; the value does not cross. */
export const copyPart = (partId: PartId) => () => bridge.invoke('secrets.copy', { partId });
