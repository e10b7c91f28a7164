import type { ContainerId } from '../../shared/lib/ids.ts';
import { isContainerId } from '../parts/is-id.ts';

/** What may stand behind `?` in an address. Anything else is dropped, so old addresses keep working. */
export interface ContainerSearch {
  /** The app that is chosen at first. */
  container?: ContainerId | undefined;
}

export function parseContainerSearch({ container }: Record<string, unknown>): ContainerSearch {
  return isContainerId(container) ? { container } : {};
}
