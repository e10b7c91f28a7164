import type { KeySummary } from '../../../shared/keys/key.ts';
import { environmentWords } from '../../messages/key-words.ts';
import type { Providers } from '../../parts/use-providers.ts';
import type { Option } from '../../ui/option.ts';
import { visibleText } from '../../ui/visible-text.ts';

/** A list that is opened holds no more: further typing narrows it. */
const MAX_OPTIONS = 50;

/** The keys that have a vault which can be used. */
export const keysWithVault = (
  rows: readonly KeySummary[],
  find: Providers['find'],
): readonly KeySummary[] =>
  rows.filter(
    ({ status, providerId }) =>
      status === 'active' && find(providerId)?.capabilities.vault === true,
  );

/** What stands in the field for a chosen key. */
export const keyLabel = ({ name, containerName }: KeySummary): string =>
  visibleText(`${name} · ${containerName}`);

/** The first keys that fit what is typed; all words must appear in name, app or environment. */
export function keyOptions(
  keys: readonly KeySummary[],
  typed: string,
  chosen: KeySummary | undefined,
): Option<string>[] {
  const isJustChosen = chosen !== undefined && typed === keyLabel(chosen);
  const words = isJustChosen
    ? []
    : typed
        .toLowerCase()
        .split(/[\s·]+/u)
        .filter(Boolean);
  const options: Option<string>[] = [];
  for (const key of keys) {
    if (options.length === MAX_OPTIONS) break;
    const haystack = `${key.name}\n${key.containerName}\n${key.environment}`.toLowerCase();
    if (words.every((word) => haystack.includes(word))) options.push(optionOf(key));
  }
  const isMissing = chosen !== undefined && !options.some(({ value }) => value === chosen.id);
  // The field can only show a chosen key that is among its options.
  return isMissing && words.length === 0 ? [optionOf(chosen), ...options] : options;
}

const optionOf = (key: KeySummary): Option<string> => ({
  value: key.id,
  label: keyLabel(key),
  description: key.environment === 'unset' ? undefined : environmentWords[key.environment],
});
