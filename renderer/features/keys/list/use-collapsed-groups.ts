import { useCallback, useState } from 'react';
import type { KeySummary } from '../../../../shared/keys/key.ts';

export interface CollapsedGroups {
  readonly collapsed: ReadonlySet<string>;
  readonly toggle: (containerId: string) => void;
  readonly collapseAll: () => void;
  readonly expandAll: () => void;
}

const nothing: ReadonlySet<string> = new Set();

/** Which apps are folded; by id, so that apps that come later are open. */
export function useCollapsedGroups(rows: readonly KeySummary[]): CollapsedGroups {
  const [collapsed, setCollapsed] = useState(nothing);
  const toggle = useCallback((containerId: string) => {
    setCollapsed((previous) => {
      const next = new Set(previous);
      if (!next.delete(containerId)) next.add(containerId);
      return next;
    });
  }, []);
  return {
    collapsed,
    toggle,
    collapseAll: () => {
      setCollapsed(new Set(rows.map(({ containerId }) => containerId)));
    },
    expandAll: () => {
      setCollapsed(nothing);
    },
  };
}
