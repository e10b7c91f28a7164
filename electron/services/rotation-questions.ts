import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/lib/duration.ts';
import type { ProviderDescriptor } from '../../shared/providers/provider-descriptor.ts';
import type { Destination } from '../../shared/rotations/destination.ts';
import { changesInPlace, cutsFirst, type Rotation } from '../../shared/rotations/rotation.ts';
import { plainName, plainText, type Question } from './confirmation-texts.ts';

export interface AskedAbout {
  readonly providerName: string;
  readonly containerName: string;
  readonly oldName: string;
  readonly newName: string;
  /** What ending a key means, in the provider's own terms. */
  readonly consequence: string;
  /** The old secret's stub, where the key stays and only its secret ends. */
  readonly oldStub: string | null;
  /** A person ends the key in the provider's console; Rekey only goes on. */
  readonly isByPerson: boolean;
  /** The consumers do not have the new secret yet. */
  readonly isCutFirst: boolean;
}

export const askedAbout = (
  row: Rotation,
  descriptor: ProviderDescriptor | undefined,
): AskedAbout => ({
  providerName: descriptor?.name ?? row.providerId,
  containerName: row.plan.containerName,
  oldName: row.oldKey.name,
  newName: row.consent.newName,
  consequence: descriptor?.words.end ?? '',
  oldStub: changesInPlace(row) ? row.oldKey.stub : null,
  isByPerson: row.plan.strategy === 'guided',
  isCutFirst: cutsFirst(row),
});

export function retireQuestion(about: AskedAbout): Question {
  const cut = about.isCutFirst
    ? ' Whatever uses the old one stops working now, until it has the new secret.'
    : '';
  if (about.oldStub !== null)
    return {
      title: `End the old secret ${about.oldStub}… for good?`,
      detail: `${placeOf(about)} The key “${plainName(about.oldName)}” stays, with its new secret.${cut}`,
      verb: 'End old secret for good',
    };
  if (about.isByPerson)
    return {
      title: `Is it time to end the old key “${plainName(about.oldName)}”?`,
      detail: `${placeOf(about)} You end it in the console; Rekey sends nothing. ${about.consequence}${cut}`,
      verb: 'Go on to its end',
    };
  return {
    title: `End the old key “${plainName(about.oldName)}” for good?`,
    detail: `${placeOf(about)} ${about.consequence} “${plainName(about.newName)}” takes its place.${cut}`,
    verb: 'End old key for good',
  };
}

export function rollBackQuestion(about: AskedAbout): Question {
  if (about.isByPerson)
    return {
      title: `Is it time to end the new key “${plainName(about.newName)}”?`,
      detail: `${placeOf(about)} You end it in the console; Rekey sends nothing. “${plainName(about.oldName)}” stays as it is.`,
      verb: 'Go on to its end',
    };
  return {
    title: `End the new key “${plainName(about.newName)}” for good?`,
    detail: `${placeOf(about)} ${about.consequence} “${plainName(about.oldName)}” stays as it is. Whatever already uses the new key stops working.`,
    verb: 'End new key for good',
  };
}

/** Before a program gets a secret for the first time: which one, and how. Nothing of it is cut off. */
export function commandQuestion({
  path,
  arguments: args,
  hand,
}: Extract<Destination, { kind: 'command' }>): Question {
  const line = [path, ...args].map(asOneWord).join(' ');
  const how =
    hand.kind === 'stdin' ? 'on its standard input' : `in the environment variable ${hand.name}`;
  return {
    title: 'Run this program with the new secret?',
    detail: `${line} — it gets the secret ${how}, and runs as you.`,
    verb: 'Allow the program',
  };
}

/** What is not plainly one word stands in quotes: where an argument ends has to be seen. */
const asOneWord = (text: string): string =>
  /^[\w%+,./:=@-]+$/.test(text) ? text : plainText(JSON.stringify(text));

/** In place the call that starts it decides when the old secret ends, and nothing takes that back. */
export function renewQuestion(about: AskedAbout, overlapMs: number | null): Question {
  const end =
    overlapMs === null
      ? 'The old secret ends at once: whatever uses it stops working until it has the new one.'
      : `The old secret ends ${inWords(overlapMs)} later by the provider’s clock, whether or not everything has the new one.`;
  return {
    title: `Make a new secret for “${plainName(about.oldName)}”?`,
    detail: `${placeOf(about)} ${end} This cannot be taken back.`,
    verb: overlapMs === null ? 'Replace the secret now' : 'Make the new secret',
  };
}

function inWords(durationMs: number): string {
  const [unitMs, unit] =
    durationMs >= 2 * DAY_MS
      ? [DAY_MS, 'days']
      : durationMs >= 2 * HOUR_MS
        ? [HOUR_MS, 'hours']
        : [MINUTE_MS, 'minutes'];
  return `${String(Math.floor(durationMs / unitMs))} ${unit}`;
}

const placeOf = ({ providerName, containerName }: AskedAbout): string =>
  `${providerName} · ${plainName(containerName)}.`;
