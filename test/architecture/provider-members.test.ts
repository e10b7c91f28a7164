import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rootDir } from './planted-tree.ts';

const sources = [
  'electron/services/ports/provider-operations.ts',
  'electron/services/ports/provider-adapter.ts',
  'electron/services/ports/provider-rules.ts',
  'electron/providers/provider-module.ts',
];
/** Computed by the registry, or the place of all the others. */
const notGiven = ['descriptor', 'operations', 'rules', 'guide', 'id'];

/** The members of an interface, as Prettier writes them: two spaces deep. */
function membersOf(source: string, name: string): string[] {
  const [, body = ''] =
    new RegExp(`^export interface ${name}\\b[^{]*\\{\\n(.*?)^\\}`, 'ms').exec(source) ?? [];
  return [...body.matchAll(/^ {2}(?:readonly )?(\w+)\??[(:]/gm)].map((match) => match[1] ?? '');
}

describe('the guide to adding a provider', () => {
  const guide = readFileSync(join(rootDir, 'docs/adding-a-provider.md'), 'utf8');
  const text = sources.map((path) => readFileSync(join(rootDir, path), 'utf8')).join('\n');

  it.each([
    ['ProviderOperations', 'probeKey'],
    ['ProviderAdapter', 'draftProblems'],
    ['ProviderRules', 'pageLimit'],
    ['ProviderModuleRules', 'showsSecretAgain'],
    ['ProviderGuide', 'connectFields'],
  ])('names every member of %s', (name, oneOfThem) => {
    const members = membersOf(text, name).filter((member) => !notGiven.includes(member));
    expect(members).toContain(oneOfThem);
    expect(members.filter((member) => !guide.includes(`\`${member}\``))).toEqual([]);
  });
});
