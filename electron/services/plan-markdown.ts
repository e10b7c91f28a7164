import { purposeWords } from '../../shared/rotations/call-words.ts';
import { findingSentence } from '../../shared/rotations/finding-words.ts';
import { isAboutOldSecret, preconditions, timings } from '../../shared/rotations/plan-words.ts';
import type { RotationPlan } from '../../shared/rotations/rotation-view.ts';
import {
  markdownCode,
  markdownDuration,
  markdownList,
  markdownPage,
  markdownTable,
  markdownTime,
} from './markdown-text.ts';

/** Whom the plan is for. */
interface PlanAccount {
  readonly providerName: string;
  readonly accountName: string;
}

/** A plan for a colleague to read. Holds no secret; names cannot pose as anything but names. */
export function planMarkdown(plan: RotationPlan, account: PlanAccount, digest: string): string {
  return markdownPage([
    '# Rotation plan',
    `Written by Rekey on ${markdownTime(plan.madeAt)}. Nothing has been sent; there is no secret in this file.`,
    markdownTable(['What', 'Value'], summaryRows(plan, account)),
    '## What must be so',
    `Rekey looks again before the first call that changes something, and refuses when any of this has moved.`,
    markdownList(preconditions(plan, markdownCode)),
    '## What was found',
    plan.findings.length === 0
      ? 'Nothing stands in the way.'
      : markdownList(plan.findings.map(findingLine)),
    '## The exact calls',
    callsOf(plan),
    destinationsNote(plan),
    '## Timing',
    markdownList(timings(plan, markdownDuration)),
    '## What is not carried over',
    staysBehind(plan),
    '## Hashes',
    markdownList([
      `What is changed, and what it depends on: \`${plan.hash}\``,
      `The whole plan, as in its JSON file: \`${digest}\``,
    ]),
  ]);
}

const strategyWords: Readonly<Record<RotationPlan['strategy'], string>> = {
  replace: 'a new key beside the old one, which is ended afterwards',
  overlap: 'a new secret for the same key; the old secret goes on for a while',
  immediate: 'a new secret for the same key; the old secret ends with that call',
  guided: 'by hand in the console, step by step',
};

function summaryRows(plan: RotationPlan, { providerName, accountName }: PlanAccount): string[][] {
  const isSameName = plan.keyName === plan.newName;
  return [
    ['Provider', providerName],
    ['Account', markdownCode(accountName)],
    ['Where', markdownCode(plan.containerName)],
    [isSameName ? 'Key' : 'Old key', keyWords(plan)],
    ...(isSameName ? [] : [['New key', markdownCode(plan.newName)]]),
    ['How', strategyWords[plan.strategy]],
    ['Why', plan.trigger === 'exposed' ? 'the key is exposed' : 'planned'],
    ['Proof', proofWords(plan)],
    ['Marker', markdownCode(plan.marker)],
  ];
}

const keyWords = ({ keyName, environment }: RotationPlan): string =>
  environment === 'unset' ? markdownCode(keyName) : `${markdownCode(keyName)} (${environment})`;

function proofWords({ verification, findings }: RotationPlan): string {
  if (verification === 'probe') return 'a harmless request with each key';
  return findings.some(isAboutOldSecret)
    ? 'a harmless request with the new key where it can be checked; that the old one is dead, a person attests'
    : 'attested by a person';
}

function findingLine(finding: RotationPlan['findings'][number]): string {
  const { detail } = finding;
  const word = finding.weight === 'blocks' ? '**In the way**' : '**Warning**';
  const sentence = findingSentence({ ...finding, detail: null });
  return detail === null ? `${word}: ${sentence}` : `${word}: ${sentence} ${markdownCode(detail)}`;
}

function callsOf({ calls }: RotationPlan): string {
  if (calls.length === 0) return 'Rekey sends none: a person does it in the console.';
  return markdownTable(
    ['No.', 'Call', 'For', 'Changes something', 'What is sent'],
    calls.map(({ method, path, purpose, mutates, bodySummary }, index) => [
      String(index + 1),
      markdownCode(`${method} ${path}`, 520),
      purposeWords[purpose],
      mutates ? '**yes**' : 'no',
      bodySummary === null ? '' : markdownCode(bodySummary, 4_000),
    ]),
  );
}

/** A plan knows no destinations, and what is put into a vault is sent to the provider as well. */
const destinationsNote = ({ strategy }: RotationPlan): string =>
  strategy === 'guided'
    ? 'Where the new secret goes is chosen at the start.'
    : 'Where the new secret goes is chosen at the start. Each vault that is chosen then adds a call that changes something at the provider.';

function staysBehind({ notCarriedOver, unmanaged }: RotationPlan): string {
  const names = unmanaged.map((name) => markdownCode(name)).join(', ');
  const lines = [
    ...notCarriedOver,
    ...(unmanaged.length > 0 ? [`Properties that Rekey does not manage: ${names}`] : []),
  ];
  return lines.length === 0 ? 'Nothing.' : markdownList(lines);
}
