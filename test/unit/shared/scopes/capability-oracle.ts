/** The matching rules once more, as a regular expression: slow, but nothing like the code under test. */
export function oracle(resource: string): (name: string) => boolean {
  if (resource === '[*]*') return () => true;
  const [, prefix = '', rest = ''] = /^(\[[^\]]*\])?(.*)$/su.exec(resource) ?? [];
  const body = rest
    .replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`)
    .replaceAll(/(?<=^|:)\\\*(?=:)/gu, '[^:]*')
    .replace(/(?<=^|:)\\\*$/u, '.*');
  // A channel's name never begins with a bracket.
  const start = prefix === '' ? String.raw`(?!\[)` : '';
  const pattern = new RegExp(
    `^${start}${prefix.replaceAll(/[[\]]/gu, String.raw`\$&`)}${body}$`,
    'su',
  );
  return (name) => pattern.test(name);
}

/** Every name of up to four segments out of these, as a channel, a queue and a metachannel. */
export function namesFrom(segments: readonly string[]): string[] {
  let longest = [...segments];
  const names = [...longest];
  for (let depth = 1; depth < 4; depth++) {
    longest = longest.flatMap((name) => segments.map((segment) => `${name}:${segment}`));
    names.push(...longest);
  }
  return names.flatMap((name) => [name, `[queue]${name}`, `[meta]${name}`]);
}

/** The segments of these texts, and one that none of them names. */
export const segmentsOf = (texts: readonly string[]): string[] => [
  ...new Set(
    texts
      .flatMap((text) => text.replace(/^\[[^\]]*\]/u, '').split(':'))
      .filter((segment) => segment !== '*'),
  ),
  'zz',
];
