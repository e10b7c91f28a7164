import type { Proof } from '../../shared/rotations/rotation-view.ts';
import type { RotationReceipt } from '../../shared/rotations/rotation-receipt.ts';
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
    outcomeWords[receipt.outcome],
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

const outcomeWords: Readonly<Record<RotationReceipt['outcome'], string>> = {
  completed: 'The new key is stored and proved, and the old one is dead.',
  'rolled-back': 'The new key was ended again. The old key works as before.',
  cancelled: 'Nothing was changed. The old key works as before.',
};

function summaryRows(receipt: RotationReceipt, providerName: string): string[][] {
  const { oldKey, newKey, timeline, proofNew, proofDead } = receipt;
  const started = timeline.at(0)?.at;
  const ended = timeline.at(-1)?.at;
  return [
    ['Rotation', markdownCode(receipt.rotationId)],
    ['Provider', providerName],
    ['Account', markdownCode(receipt.accountName)],
    ['Old key', keyWords(oldKey)],
    ['New key', newKey === null ? 'none was created' : keyWords(newKey)],
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
