/**
 * Keys that occur more than once in one object of a valid JSON text; `JSON.parse` keeps the last of
 * them and says nothing.
 */
export function repeatedKeys(json: string): string[] {
  const repeated = new Set<string>();
  const open: Set<string>[] = [];
  // In valid JSON these tokens are all that can open, close or name anything.
  for (const [token, string, colon] of json.matchAll(/("(?:[^"\\]|\\.)*")(\s*:)?|[{}[\]]/gu)) {
    if (token === '{' || token === '[') open.push(new Set());
    else if (token === '}' || token === ']') open.pop();
    else if (string !== undefined && colon !== undefined) {
      const key: unknown = JSON.parse(string);
      const names = open.at(-1);
      if (typeof key !== 'string' || names === undefined) continue;
      if (names.has(key)) repeated.add(key);
      names.add(key);
    }
  }
  return [...repeated];
}
