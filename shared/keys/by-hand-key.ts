import type { ConsoleGuide } from '../providers/console-guide.ts';
import type { RotationTrigger } from '../rotations/rotation-strategy.ts';

interface NamedKey {
  readonly key: string;
  /** The container's id at the provider. */
  readonly container: string;
}

/** What the console would not take as a key's name, in words; null when fine. */
export function consoleNameProblem(
  { namePattern, nameRule }: Pick<ConsoleGuide, 'namePattern' | 'nameRule'>,
  name: string,
): string | null {
  if (name === '') return 'The name is missing.';
  return new RegExp(namePattern).test(name) ? null : nameRule;
}

/** Names to begin with that no key has yet. */
export function freeNames(
  { exampleNames }: Pick<ConsoleGuide, 'exampleNames'>,
  taken: ReadonlySet<string>,
): readonly string[] {
  return exampleNames.filter((name) => !taken.has(name));
}

/** Whether this is a key that the console refuses to end. */
export function isFixedKey(
  { fixedKeyPrefix }: Pick<ConsoleGuide, 'fixedKeyPrefix'>,
  named: NamedKey,
): boolean {
  return named.key.startsWith(guideText(fixedKeyPrefix, named));
}

/** A text of the guide with the names filled in. */
export function guideText(text: string, { key, container }: NamedKey): string {
  // In one pass: a name may itself look like a placeholder.
  return text.replaceAll(/\{(key|container)\}/g, (_, name) => (name === 'key' ? key : container));
}

/** What to write to the provider's support about a key that the console cannot end. */
export const supportRequestOf = (
  { supportRequest: { subject, body } }: Pick<ConsoleGuide, 'supportRequest'>,
  named: NamedKey,
  trigger: RotationTrigger,
): { readonly subject: string; readonly message: string } => ({
  subject: guideText(subject, named),
  message: guideText(body[trigger], named),
});
