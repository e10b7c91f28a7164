import { Banner } from '../../ui/banner.tsx';
import { visibleText } from '../../ui/visible-text.ts';
import { dangerWords } from './danger-words.ts';
import type { ScopeEdit } from './edit-draft.ts';

/** Why the key's name has to be typed before this is sent. */
export function DangerNote({ edit }: { edit: ScopeEdit }) {
  const words = dangerWords(edit);
  return words === null ? null : (
    <Banner tone="danger" title={words.title}>
      {visibleText(words.text, 2_000)}
    </Banner>
  );
}
