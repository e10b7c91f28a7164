import { plainName, type Question } from './confirmation-texts.ts';

interface AskedAbout {
  readonly providerName: string;
  readonly containerName: string;
  readonly oldName: string;
  readonly newName: string;
  /** What ending a key means, in the provider's own terms. */
  readonly consequence: string;
}

export function retireQuestion(about: AskedAbout): Question {
  return {
    title: `End the old key “${plainName(about.oldName)}” for good?`,
    detail: `${placeOf(about)} ${about.consequence} “${plainName(about.newName)}” takes its place.`,
    verb: 'End old key for good',
  };
}

export function rollBackQuestion(about: AskedAbout): Question {
  return {
    title: `End the new key “${plainName(about.newName)}” for good?`,
    detail: `${placeOf(about)} ${about.consequence} “${plainName(about.oldName)}” stays as it is. Whatever already uses the new key stops working.`,
    verb: 'End new key for good',
  };
}

const placeOf = ({ providerName, containerName }: AskedAbout): string =>
  `${providerName} · ${plainName(containerName)}.`;
