import type { ContainerId, KeyId } from '../../shared/lib/ids.ts';
import { isContainerId, isKeyId } from '../parts/is-id.ts';

/** What may stand behind `?` in an address. Anything else is dropped, so old addresses keep working. */
export interface ContainerSearch {
  /** The app that is chosen at first. */
  container?: ContainerId | undefined;
}

export function parseContainerSearch({ container }: Record<string, unknown>): ContainerSearch {
  return isContainerId(container) ? { container } : {};
}

export interface ByHandSearch extends ContainerSearch {
  /** The key whose place the new one takes. */
  replaces?: KeyId | undefined;
}

export function parseByHandSearch(search: Record<string, unknown>): ByHandSearch {
  const { replaces } = search;
  return { ...parseContainerSearch(search), ...(isKeyId(replaces) ? { replaces } : {}) };
}
