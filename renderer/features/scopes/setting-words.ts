import {
  keysetValueText,
  type KeysetField,
  type PropertyChange,
  type PropertyValue,
} from '../../../shared/scopes/keyset-scope.ts';
import { visibleText } from '../../ui/visible-text.ts';

/** No promise: what no source says may be felt all the same. */
export const nothingKnown = 'Nothing that Rekey knows of.';

/** What running clients feel of each changed setting; of a switch only the way it is turned. */
export const feltBySetting = (
  changes: readonly PropertyChange[],
): readonly { readonly label: string; readonly text: string }[] =>
  changes.map((change) => ({ label: change.field.label, text: feltOf(change) ?? nothingKnown }));

/** A switch's effect has a part for on, one for off, or both; see `keysetEffects`. */
function feltOf({ field, after }: PropertyChange): string | null | undefined {
  if (field.effect === null || typeof after !== 'boolean') return field.effect;
  const parts = field.effect.split(/ (?=Off: )/);
  return parts.find((part) => part.startsWith(after ? 'On: ' : 'Off: '));
}

/** What is settled for good by giving settings these values, a sentence each. */
export const finalSettings = (
  settings: readonly { readonly field: KeysetField; readonly after: PropertyValue }[],
): readonly string[] =>
  settings
    .filter(({ field, after }) => field.locked === 'once-set' && after !== null)
    .map(
      ({ field, after }) =>
        `${field.label}: ${visibleText(keysetValueText(field, after), 80)} stays for good. The provider does not let it be changed once it is set.`,
    );
