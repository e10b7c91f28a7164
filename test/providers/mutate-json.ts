/** A deep copy with the field at a dotted path removed or replaced; list entries are numbers. */
export function withField(
  json: unknown,
  path: string,
  replacement?: { readonly value: unknown },
): unknown {
  const copy: unknown = structuredClone(json);
  const names = path.split('.');
  const last = names.pop() ?? '';
  let current: unknown = copy;
  for (const name of names) current = isObject(current) ? current[name] : undefined;
  if (!isObject(current) || !(last in current)) throw new Error(`The answer has no ${path}`);
  if (replacement === undefined) Reflect.deleteProperty(current, last);
  else current[last] = replacement.value;
  return copy;
}

/** A deep copy in which every object carries one more field, but for those under `except`. */
export function withExtraFields(json: unknown, except: readonly string[]): unknown {
  if (Array.isArray(json)) return json.map((item) => withExtraFields(item, except));
  if (!isObject(json)) return json;
  const entries = Object.entries(json).map(([name, value]) => [
    name,
    except.includes(name) ? value : withExtraFields(value, except),
  ]);
  return { ...Object.fromEntries(entries), brand_new: { deep: ['RKCANARY'] } };
}

/** Every object and list entry of a JSON value as a dotted path. */
export function pathsOf(json: unknown, prefix = ''): string[] {
  if (!isObject(json)) return [];
  return Object.entries(json).flatMap(([name, value]) => {
    const path = prefix === '' ? name : `${prefix}.${name}`;
    return [path, ...pathsOf(value, path)];
  });
}

/** Lists too: their indexes are names like any other. */
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
