import type { ConnectField } from '../../shared/providers/provider-descriptor.ts';
import type { WordedError } from './worded-error.ts';

/** What a provider asks for when an account is connected; of a whole descriptor only this. */
export interface SignInDescription {
  readonly connect: { readonly fields: readonly Pick<ConnectField, 'label'>[] };
}

/** Words a refused sign-in by what was asked for; without fields the person agreed in the browser. */
export function signInRefusedMessage(
  provider: string,
  description: SignInDescription | undefined,
): WordedError {
  return {
    title: 'Sign-in refused',
    sentence: `${provider} does not accept ${refusedWords(description)}`,
    action: 'none',
  };
}

function refusedWords(description: SignInDescription | undefined): string {
  if (description === undefined)
    return 'this sign-in. Check what was entered, and that it works in its own console.';
  const labels = description.connect.fields.map(({ label }) => inSentence(label));
  const [only] = labels;
  if (only === undefined) return 'the consent that came back from the browser. Agree there again.';
  if (labels.length === 1)
    return `this ${only}. Check that it is whole, has not ended, and still stands in its own console.`;
  const all = `${labels.slice(0, -1).join(', ')} and ${labels.at(-1) ?? ''}`;
  const each = labels.length === 2 ? 'both' : 'each of them';
  return `this ${all}. Check ${each}, and that they work in its own console.`;
}

/** "Access token" begins small, "API key" does not. */
const inSentence = (label: string): string =>
  /^\p{Lu}(?!\p{Lu})/u.test(label) ? `${label.slice(0, 1).toLowerCase()}${label.slice(1)}` : label;
