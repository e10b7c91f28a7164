import {
  createConsentsWords,
  scopeComparedWords,
} from '../../shared/rotations/receipt-conduct-words.ts';
import { noNewKeyWords, outcomeSentence } from '../../shared/rotations/receipt-words.ts';
import type { RotationReceipt } from '../../shared/rotations/rotation-receipt.ts';
import type { Proof } from '../../shared/rotations/rotation-view.ts';
import {
  markdownCode,
  markdownDuration,
  markdownList,
  markdownPage,
  markdownTable,
  markdownTime,
} from './markdown-text.ts';

/** A receipt for a colleague to read. Holds no secret and no path. */
export function receiptMarkdown(
  receipt: RotationReceipt,
  providerName: string,
  digest: string,
): string {
  const { destinations, timeline, activity, endStatements, planHash } = receipt;
  return markdownPage([
    '# Rotation receipt',
    outcomeSentence(receipt),
    markdownTable(['What', 'Value'], summaryRows(receipt, providerName)),
    '## Destinations',
    destinations.length === 0 ? 'None.' : destinationTable(destinations),
    endStatements.length === 0 ? null : '## What a person said of the end of the old key',
    endStatements.length === 0 ? null : markdownList(endStatements),
    '## Every saved step',
    timelineTable(timeline),
    '## Hashes',
    markdownList([
      `This receipt: \`${digest}\``,
      `The plan: \`${planHash}\``,
      activity === null
        ? 'The activity log has no entry for it.'
        : `Entry ${String(activity.seq)} of the activity log: \`${activity.hash}\``,
    ]),
  ]);
}

function summaryRows(receipt: RotationReceipt, providerName: string): string[][] {
  const { oldKey, newKey, timeline, proofNew, proofDead } = receipt;
  const started = timeline.at(0)?.at;
  const ended = timeline.at(-1)?.at;
  return [
    ['Rotation', markdownCode(receipt.rotationId)],
    ['Provider', providerName],
    ['Account', markdownCode(receipt.accountName)],
    ...conductRows(receipt),
    ['Old key', keyWords(oldKey)],
    ['New key', newKey === null ? noNewKeyWords(receipt) : keyWords(newKey)],
    ['How', receipt.strategy],
    ['Why', receipt.trigger === 'exposed' ? 'the key was exposed' : 'planned'],
    ['New key works', proofWords(proofNew)],
    ['Old key dead', proofWords(proofDead)],
    ...(started === undefined || ended === undefined
      ? []
      : [
          ['Started', markdownTime(started)],
          ['Ended', `${markdownTime(ended)}, after ${markdownDuration(ended - started)}`],
        ]),
  ];
}

/** What receipts of older versions do not tell. */
function conductRows(receipt: RotationReceipt): string[][] {
  const { conduct } = receipt;
  if (conduct === undefined) return [];
  const { startedBy } = conduct;
  const compared = scopeComparedWords(receipt);
  const consents = createConsentsWords(receipt);
  return [
    ['Started by', startedBy === null ? 'the system did not say' : markdownCode(startedBy)],
    ...(compared === null ? [] : [['Scope', compared]]),
    ...(consents === null ? [] : [['Consents', consents]]),
  ];
}

const keyWords = ({ name, providerKeyId, stub }: RotationReceipt['oldKey']): string =>
  `${markdownCode(name)}, id ${markdownCode(providerKeyId)}${
    stub === null ? '' : `, secret ${markdownCode(`${stub}…`)}`
  }`;

function proofWords(proof: Proof | null): string {
  if (proof === null) return 'not proved';
  const when = markdownTime(proof.at);
  if (proof.how === 'attested')
    return `attested by a person (${proof.reason}) on ${when}: ${markdownCode(proof.note, 500)}`;
  const answer = proof.status === null ? '' : `, answer ${String(proof.status)}`;
  return `checked by request on ${when}${answer}`;
}

const destinationTable = (destinations: RotationReceipt['destinations']): string =>
  markdownTable(
    ['Kind', 'Name', 'Where in it', 'State', 'Confirmed'],
    destinations.map(({ kind, label, detail, state, confirmedAt }) => [
      kind,
      label === '' ? '' : markdownCode(label),
      detail === '' ? '' : markdownCode(detail),
      state,
      confirmedAt === null ? '' : markdownTime(confirmedAt),
    ]),
  );

const timelineTable = (timeline: RotationReceipt['timeline']): string =>
  markdownTable(
    ['When', 'Step', 'Since the step before'],
    timeline.map(({ at, step }, index) => {
      const before = timeline[index - 1]?.at;
      return [markdownTime(at), step, before === undefined ? '' : markdownDuration(at - before)];
    }),
  );
