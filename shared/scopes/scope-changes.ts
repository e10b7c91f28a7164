import type { CapabilityScope } from './capability-scope-schema.ts';
import { comparedCapabilities, type ChangedRight } from './capability-comparison.ts';
import { capabilityDifferences, sameCapability } from './capability-scope.ts';
import { channelDifferences, channelKeys } from './channel-scope.ts';
import type { KeyScope, ScopeInput } from './key-scope.ts';
import { keysetChanges, keysetFields } from './keyset-scope.ts';

/** What of a wanted scope differs from the shown one, or why it cannot be asked for. */
export type ScopeChanges =
  | {
      readonly kind: 'changes';
      /** Only what has to be sent; null when nothing differs. */
      readonly input: ScopeInput | null;
      /** A person types the key's name first: data may be lost, or the key may do more than before. */
      readonly isDangerous: boolean;
    }
  | { readonly kind: 'other-kind' }
  | { readonly kind: 'unknown-properties'; readonly names: readonly string[] };

/** Compares a wanted scope with what the provider last showed. */
export function scopeChangesOf(shown: KeyScope, wanted: ScopeInput | null): ScopeChanges {
  if (wanted === null) return unchanged;
  switch (wanted.kind) {
    case 'keyset': {
      if (shown.kind !== 'keyset')
        return Object.keys(wanted.properties).length === 0 ? unchanged : { kind: 'other-kind' };
      const fieldNames = new Set(keysetFields(shown.generation).map(({ name }) => name));
      const unknown = Object.keys(wanted.properties).filter((name) => !fieldNames.has(name));
      if (unknown.length > 0) return { kind: 'unknown-properties', names: unknown };
      const changes = keysetChanges(shown, wanted.properties);
      if (changes.length === 0) return unchanged;
      const properties = Object.fromEntries(changes.map(({ field, after }) => [field.name, after]));
      return {
        kind: 'changes',
        input: { kind: 'keyset', properties },
        isDangerous: changes.some(({ field }) => field.danger !== null),
      };
    }
    case 'capability':
      if (shown.kind !== 'capability') return { kind: 'other-kind' };
      return showsScope(shown, wanted)
        ? unchanged
        : { ...changed, input: wanted, isDangerous: broadGains(shown, wanted).length > 0 };
    case 'channels':
      if (shown.kind !== 'channels') return { kind: 'other-kind' };
      return showsScope(shown, wanted)
        ? unchanged
        : { ...changed, input: wanted, isDangerous: shown.mode !== 'all' && wanted.mode === 'all' };
  }
}

/** What is gained on every channel, or on everything there is; not what the shown map gives anyway. */
export const broadGains = (shown: CapabilityScope, wanted: CapabilityScope): ChangedRight[] =>
  comparedCapabilities(shown.capability, wanted.capability).gained.filter(
    ({ resource }) => resource === '*' || resource === '[*]*',
  );

/** Whether two scopes that are replaced whole are the same; others never are. */
export function isSameReplacedScope(one: KeyScope, other: KeyScope): boolean {
  if (one.kind === 'capability' && other.kind === 'capability')
    return capabilityDifferences(one, other).length === 0;
  return (
    one.kind === 'channels' &&
    other.kind === 'channels' &&
    channelDifferences(one, other).length === 0
  );
}

const unchanged: ScopeChanges = { kind: 'changes', input: null, isDangerous: false };
const changed = { kind: 'changes', isDangerous: false } as const;

/** Whether a key shows the whole of what was asked for. */
export function showsScope(shown: KeyScope, asked: ScopeInput): boolean {
  switch (asked.kind) {
    case 'keyset':
      return (
        shown.kind === 'keyset' &&
        Object.entries(asked.properties).every(([name, value]) => shown.properties[name] === value)
      );
    case 'capability':
      return (
        shown.kind === 'capability' &&
        sameCapability(shown.capability, asked.capability) &&
        (shown.revocableTokens ?? false) === (asked.revocableTokens ?? false)
      );
    case 'channels':
      return (
        shown.kind === 'channels' &&
        shown.mode === asked.mode &&
        (asked.mode === 'all' || channelKeys(shown).join('\n') === channelKeys(asked).join('\n'))
      );
  }
}
