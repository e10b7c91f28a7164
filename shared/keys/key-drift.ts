import { comparedCapabilities, type Right } from '../scopes/capability-comparison.ts';
import type { CapabilityScope } from '../scopes/capability-scope-schema.ts';
import type { ChannelScope, ScopeChannel } from '../scopes/channel-scope-schema.ts';
import type { KeyScope } from '../scopes/key-scope.ts';
import { keysetFields, type KeysetField, type KeysetScope } from '../scopes/keyset-scope.ts';
import { isOpenToEverybody } from '../scopes/keyset-words.ts';
import type { DriftKind } from './drift-row.ts';
import type { Environment, KeyStatus } from './key.ts';

/** What is compared of a key. */
export interface DriftingKey {
  readonly name: string;
  readonly status: KeyStatus;
  readonly environment: Environment;
  readonly scope: KeyScope;
}

export interface DriftChange {
  readonly kind: DriftKind;
  /** See `driftKindSchema`; at most `MAX_DETAILS`, each cut to `MAX_DETAIL_LENGTH`. */
  readonly details: readonly string[];
}

const MAX_DETAILS = 50;
const MAX_DETAIL_LENGTH = 300;

/**
 * What changed between what we knew of a key, null for one that is new to us, and what its provider
 * shows now. What either side does not tell is no change.
 */
export function driftOf(known: DriftingKey | null, shown: DriftingKey): DriftChange[] {
  if (known === null) return [{ kind: 'created', details: [] }];
  const changes: DriftChange[] = [];
  const add = (kind: DriftKind, details: readonly string[]): void => {
    changes.push({ kind, details: details.slice(0, MAX_DETAILS).map(cut) });
  };
  if (known.status === 'gone') add('came-back', [shown.status]);
  else if (
    known.status !== shown.status &&
    known.status !== 'unknown' &&
    shown.status !== 'unknown'
  )
    add('status', [known.status, shown.status]);
  if (known.name !== shown.name) add('renamed', [known.name, shown.name]);
  if (known.environment !== shown.environment)
    add('environment', [known.environment, shown.environment]);
  const { widened, narrowed, changed } = scopeDrift(known.scope, shown.scope);
  if (widened.length > 0) add('scope-widened', widened);
  if (narrowed.length > 0) add('scope-narrowed', narrowed);
  if (changed !== null) add('scope-changed', changed);
  if (known.scope.kind === 'keyset' && shown.scope.kind === 'keyset') {
    const appeared = namesOnlyIn(shown.scope.unmanaged, known.scope.unmanaged);
    const vanished = namesOnlyIn(known.scope.unmanaged, shown.scope.unmanaged);
    if (appeared.length > 0) add('unmanaged-appeared', appeared);
    if (vanished.length > 0) add('unmanaged-vanished', vanished);
  }
  return changes;
}

interface ScopeDrift {
  readonly widened: readonly string[];
  readonly narrowed: readonly string[];
  /** Null: nothing else changed. */
  readonly changed: readonly string[] | null;
}

const noDrift: ScopeDrift = { widened: [], narrowed: [], changed: null };

function scopeDrift(known: KeyScope, shown: KeyScope): ScopeDrift {
  if (known.kind === 'unknown' || shown.kind === 'unknown') return noDrift;
  if (known.kind === 'capability' && shown.kind === 'capability')
    return capabilityDrift(known, shown);
  if (known.kind === 'channels' && shown.kind === 'channels') return channelDrift(known, shown);
  if (known.kind === 'keyset' && shown.kind === 'keyset') return keysetDrift(known, shown);
  return known.kind === shown.kind ? noDrift : { ...noDrift, changed: [] };
}

/** As sets of names: a right that another one gives as well is no more when it comes, and no less when it goes. */
function capabilityDrift(known: CapabilityScope, shown: CapabilityScope): ScopeDrift {
  const { gained, lost } = comparedCapabilities(known.capability, shown.capability);
  const isSameChoice =
    known.revocableTokens === null ||
    shown.revocableTokens === null ||
    known.revocableTokens === shown.revocableTokens;
  return {
    widened: byResource(gained),
    narrowed: byResource(lost),
    changed: isSameChoice ? null : ['revocable tokens'],
  };
}

/** "chat:*: history, publish" */
function byResource(rights: readonly Right[]): string[] {
  const operations = Map.groupBy(rights, ({ resource }) => resource);
  return [...operations].map(
    ([resource, held]) => `${resource}: ${held.map(({ operation }) => operation).join(', ')}`,
  );
}

const EVERYBODY = 'all recipients';

function channelDrift(known: ChannelScope, shown: ChannelScope): ScopeDrift {
  if (known.mode !== shown.mode)
    return shown.mode === 'all'
      ? { ...noDrift, widened: [EVERYBODY] }
      : { ...noDrift, narrowed: [EVERYBODY] };
  const slugsOnlyIn = (these: ChannelScope, others: ChannelScope): string[] =>
    these.channels
      .filter((channel) => !others.channels.some((other) => isSameChannel(channel, other)))
      .map(({ slug }) => slug);
  return { ...noDrift, widened: slugsOnlyIn(shown, known), narrowed: slugsOnlyIn(known, shown) };
}

/** An answer may leave the public id out; then the slug has to do. */
const isSameChannel = (one: ScopeChannel, other: ScopeChannel): boolean =>
  one.publicId !== null && other.publicId !== null
    ? one.publicId === other.publicId
    : one.slug === other.slug;

function keysetDrift(known: KeysetScope, shown: KeysetScope): ScopeDrift {
  if (known.generation !== shown.generation) return { ...noDrift, changed: [] };
  const fields = changedFields(known, shown);
  if (fields.length === 0) return noDrift;
  const wasOpen = isOpenToEverybody(known);
  const isOpen = isOpenToEverybody(shown);
  const isAccess = ({ name }: KeysetField): boolean => accessFields.has(name) && wasOpen !== isOpen;
  const access = fields.filter(isAccess).map(wordOf);
  const others = fields.filter((field) => !isAccess(field)).map(wordOf);
  return {
    widened: isOpen ? access : [],
    narrowed: isOpen ? [] : access,
    changed: others.length === 0 ? null : others,
  };
}

/** The switch of the Access Manager in both generations. */
const accessFields: ReadonlySet<string> = new Set(['uls', 'accessManager.enabled']);

function changedFields(known: KeysetScope, shown: KeysetScope): KeysetField[] {
  return keysetFields(shown.generation).filter(({ name, requires }) => {
    const before = known.properties[name];
    const after = shown.properties[name];
    if (before === after || before === undefined || after === undefined) return false;
    // Details of a feature that is off may be left empty by one answer and not by another.
    const isIdle =
      requires !== null &&
      (known.properties[requires] === false || shown.properties[requires] === false);
    return !(isIdle && (before === null || after === null));
  });
}

/** "Presence: Interval", "Files region": a label alone may not say what it belongs to. */
function wordOf({ label, group }: KeysetField): string {
  return label.toLowerCase().includes(group.toLowerCase()) ? label : `${group}: ${label}`;
}

const namesOnlyIn = (these: readonly string[], others: readonly string[]): readonly string[] =>
  these.length === 0 ? these : these.filter((name) => !others.includes(name));

const cut = (text: string): string => text.slice(0, MAX_DETAIL_LENGTH).toWellFormed();
