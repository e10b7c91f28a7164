/** Up to a character that ends a word in JSON, in Markdown or in a sentence. */
const likeSecret = /(?<![\w-])ask_[^\s"'`<>\\()[\]{}]{12,}/g;
const sentenceEnd = /[.,:;!?]+$/;
/** Such as `ask_ab12cd••••` or `ask_ab12cd...`: the picture of a secret. */
const masked = /[*•…]|\.{3}/;

/**
 * Every distinct text in a tool's result that has the form of a secret, wherever it stands: in a
 * field, beside the key, or in the words for people.
 */
export function shownSecretsIn(result: unknown): readonly string[] {
  const secrets = new Set<string>();
  const look = (value: unknown): void => {
    if (typeof value === 'string') {
      for (const secretText of secretsInText(value)) secrets.add(secretText);
    } else if (typeof value === 'object' && value !== null) {
      for (const inner of Object.values(value)) look(inner);
    }
  };
  look(result);
  return [...secrets];
}

const secretsInText = (text: string): readonly string[] =>
  [...text.matchAll(likeSecret)]
    .map(([secretText]) => secretText)
    .filter((secretText) => !masked.test(secretText))
    .map((secretText) => secretText.replace(sentenceEnd, ''));
