import type { PlannedCall } from '../../../shared/rotations/rotation-view.ts';
import type { ChosenDestination } from './chosen-destination.ts';

/** Destinations at the provider itself: handing over to them is a call of its own. */
export const vaultsAmong = (chosen: readonly ChosenDestination[]): readonly ChosenDestination[] =>
  chosen.filter(({ isInVault }) => isInVault === true);

export function callsTitle(
  calls: readonly PlannedCall[],
  chosen: readonly ChosenDestination[],
): string {
  const added = vaultsAmong(chosen).length;
  const mutating = calls.filter(({ mutates }) => mutates).length + added;
  return `The exact calls: ${String(calls.length + added)}, of which ${String(mutating)} change something`;
}
