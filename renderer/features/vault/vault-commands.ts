import type { VaultEntryId } from '../../../shared/lib/ids.ts';
import { bridge } from '../../ipc/bridge.ts';

/** Asks main for one held value, to be shown for seconds. */
export const revealEntry = (entryId: VaultEntryId) => () =>
  bridge.invoke('vault.reveal', { entryId });

/** Main writes the clipboard; the value does not cross. */
export const copyEntry = (entryId: VaultEntryId) => () => bridge.invoke('vault.copy', { entryId });
