interface Rewrite {
  readonly set: readonly { readonly path: string; readonly value: unknown }[];
  readonly remove: readonly string[];
}

/** Changes parsed JSON in place. A path that leads nowhere changes nothing. */
export function rewriteJson(root: unknown, { set, remove }: Rewrite): void {
  for (const { path, value } of set) {
    forEachParent(root, path, (parent, key) => {
      Object.defineProperty(parent, key, {
        value,
        enumerable: true,
        writable: true,
        configurable: true,
      });
    });
  }
  for (const path of remove) {
    forEachParent(root, path, (parent, key) => {
      if (Array.isArray(parent)) parent.splice(Number(key), 1);
      else Reflect.deleteProperty(parent, key);
    });
  }
}

function forEachParent(
  root: unknown,
  path: string,
  change: (parent: object, key: string) => void,
): void {
  const segments = path.split('.');
  const last = segments.pop() ?? '';
  let parents: unknown[] = [root];
  for (const segment of segments) {
    parents = parents.flatMap((parent) => children(parent, segment));
  }
  for (const parent of parents) {
    if (typeof parent !== 'object' || parent === null) continue;
    const keys = last === '*' ? Object.keys(parent) : [last];
    // From the end, so that removing an entry of a list does not move the next one.
    for (const key of keys.reverse()) change(parent, key);
  }
}

function children(parent: unknown, segment: string): unknown[] {
  if (typeof parent !== 'object' || parent === null) return [];
  return segment === '*' ? Object.values(parent) : [Reflect.get(parent, segment)];
}
