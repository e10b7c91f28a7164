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

export interface CreateKeySearch extends ContainerSearch {
  /** The key whose scope the new one begins with. */
  like?: KeyId | undefined;
}

export function parseCreateKeySearch(search: Record<string, unknown>): CreateKeySearch {
  const { like } = search;
  return { ...parseContainerSearch(search), ...(isKeyId(like) ? { like } : {}) };
}

export interface RotateSearch {
  /** The key is known to others: the old one is ended first. Left out: an ordinary rotation. */
  trigger?: 'exposed' | undefined;
}

export const parseRotateSearch = ({ trigger }: Record<string, unknown>): RotateSearch =>
  trigger === 'exposed' ? { trigger } : {};
