import { seededHex } from '../sandbox-random.ts';
import type { AccountRecord, KeyRecord } from './account-record.ts';
import { signatureDigits, tokenSecretFrom } from './token.ts';

const dayMs = 86_400_000;
const projectId = '4242';
const member = 'robin@larkspur.example';

interface Row {
  readonly name: string;
  readonly ageDays: number;
  readonly description: string;
  readonly createdBy?: string;
  readonly deactivatedDaysAgo?: number;
  /** When the token's own end was, where it has passed. */
  readonly endedDaysAgo?: number;
}

/** What a project has after two years: a layout that was meant well, and what grew beside it. */
const believableKeys: readonly Row[] = [
  {
    name: 'server_prod',
    ageDays: 412,
    description: 'Go servers in production. Vault path abc/server_prod.',
  },
  { name: 'server_staging', ageDays: 410, description: 'The same servers in staging.' },
  { name: 'http_batch', ageDays: 388, description: 'CI jobs and scripts.' },
  {
    name: 'bi_export',
    ageDays: 530,
    description: 'Weekly dashboards, asked for by finance.',
    createdBy: 'mika@larkspur.example',
  },
  { name: 'test', ageDays: 671, description: '' },
  {
    name: 'tmp_robin',
    ageDays: 655,
    description: '',
    endedDaysAgo: 290,
  },
  {
    name: 'server_prod_2024',
    ageDays: 702,
    description: 'Replaced by server_prod.',
    deactivatedDaysAgo: 405,
  },
  {
    name: 'partner_demo',
    ageDays: 203,
    description: 'Handed to the agency for the spring launch.',
    createdBy: 'mika@larkspur.example',
  },
  {
    name: 'http_batch_old',
    ageDays: 560,
    description: 'Was in a public notebook.',
    deactivatedDaysAgo: 387,
  },
  {
    name: 'checkout_prod',
    ageDays: 147,
    description: 'Checkout service. Rotate every quarter.',
    createdBy: 'ana@larkspur.example',
  },
  {
    name: 'checkout_staging',
    ageDays: 147,
    description: 'Checkout service, staging.',
    createdBy: 'ana@larkspur.example',
  },
  { name: 'cpp_edge', ageDays: 64, description: 'C++ edge nodes, through the HTTP API.' },
  {
    name: 'data_science',
    ageDays: 31,
    description: 'Notebooks.',
    createdBy: 'ana@larkspur.example',
  },
];

const consumers = ['worker', 'cron', 'gateway', 'kiosk', 'partner', 'lab', 'search', 'mailer'];

/** The project of a small company; depends on nothing but its arguments. */
export function seedAccount(input: {
  readonly seed: number;
  /** Null: the believable keys; more are made up, fewer are the first of them. */
  readonly keys: number | null;
  readonly now: number;
}): AccountRecord {
  const { seed, keys, now } = input;
  // To the day, so that two starts on one day give the same project.
  const today = Math.floor(now / dayMs) * dayMs;
  const suffix = String(100_000 + (Number.parseInt(seededHex(seed, 'default', 8), 16) % 900_000));
  const rows: Row[] = [
    {
      ...{ name: `${projectId}_default_${suffix}`, ageDays: 731, createdBy: 'system' },
      description: 'Default key',
    },
    ...believableKeys,
  ];
  const count = Math.max(1, keys ?? rows.length);
  for (let index = 0; rows.length < count; index += 1) rows.push(madeUpKey(seed, index));
  return {
    ...{ formatVersion: 1, provider: 'abetterchoice', projectId, projectName: 'Larkspur shop' },
    member,
    keys: rows
      .slice(0, count)
      .map((row) => keyRecord(seed, today, row))
      .toSorted((left, right) => left.createdAt - right.createdAt),
  };
}

function keyRecord(seed: number, today: number, row: Row): KeyRecord {
  const { name, ageDays, description, createdBy, deactivatedDaysAgo, endedDaysAgo } = row;
  const digits = seededHex(seed, `key/${name}`, signatureDigits + 6);
  // Some time of that day, because nobody creates keys at midnight.
  const timeOfDayMs = (Number.parseInt(digits.slice(signatureDigits), 16) % 36_000) * 1_000;
  const at = (daysAgo: number): number => today - daysAgo * dayMs - timeOfDayMs;
  const createdAt = at(ageDays);
  return {
    ...{ name, description, createdAt, createdBy: createdBy ?? member },
    tokenSecret: tokenSecretFrom({
      ...{ name, digits, issuedAt: createdAt },
      endsAt: endedDaysAgo === undefined ? null : at(endedDaysAgo),
    }),
    deactivatedAt: deactivatedDaysAgo === undefined ? null : at(deactivatedDaysAgo),
  };
}

/** One of thousands: age and consumer by chance. */
function madeUpKey(seed: number, index: number): Row {
  const chance = Number.parseInt(seededHex(seed, `made-up/${index}`, 10), 16);
  const consumer = consumers[chance % consumers.length] ?? 'worker';
  const ageDays = 1 + (Math.floor(chance / 8) % 700);
  const isOver = Math.floor(chance / 5_600) % 5 === 0;
  return {
    ...{ name: `${consumer}_${String(index + 1).padStart(5, '0')}`, ageDays },
    description: chance % 3 === 0 ? '' : `Made for ${consumer}.`,
    ...(isOver && { deactivatedDaysAgo: Math.max(0, ageDays - 1) }),
  };
}
