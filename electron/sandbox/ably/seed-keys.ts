import type { Capability } from './capability.ts';

/** One key of the believable account, before its id and secret. */
export interface KeySeed {
  readonly app: string;
  readonly name: string;
  readonly ageDays: number;
  /** Days since the last change; null: never changed. */
  readonly changedDaysAgo: number | null;
  readonly capability: Capability;
  readonly revocableTokens: boolean | null;
  readonly isRevoked?: true;
  /** In front of the id, to have the awkward ones among the first. */
  readonly idBegins?: '-' | '_';
}

/** What the dashboard makes for the first key of an app. */
const root: Capability = { '[*]*': ['*'] };
/** The believable mistake: every channel and every operation that the form offers. */
const broad: Capability = {
  '*': ['channel-metadata', 'history', 'presence', 'publish', 'push-admin', 'subscribe'],
};
const subscribeOnly: Capability = { '*': ['subscribe'] };

type Row = readonly [
  name: string,
  ageDays: number,
  changedDaysAgo: number | null,
  capability: Capability,
  more?: Partial<Pick<KeySeed, 'revocableTokens' | 'isRevoked' | 'idBegins'>>,
];

const rowsByApp: Readonly<Record<string, readonly Row[]>> = {
  'Orders (production)': [
    ['Root', 812, null, root, { revocableTokens: null }],
    ['Subscribe only', 812, null, subscribeOnly, { revocableTokens: null }],
    [
      'orders server',
      203,
      17,
      { 'orders:*': ['history', 'publish', 'subscribe'], '[queue]*': ['subscribe'] },
      { revocableTokens: true, idBegins: '-' },
    ],
    ['warehouse worker', 331, 330, { '[queue]*': ['subscribe'] }],
    ['billing export', 455, 420, { '*': ['history', 'stats'], 'orders:*:paid': ['subscribe'] }],
    ['old checkout', 977, 140, broad, { revocableTokens: null, isRevoked: true }],
  ],
  'Orders (staging)': [
    ['Root', 640, null, root, { revocableTokens: null }],
    ['orders server staging', 203, 17, { 'orders:*': ['*'] }, { revocableTokens: true }],
    ['load test', 96, 90, broad],
    ['ci', 12, null, { 'ci:*': ['publish', 'subscribe'] }, { idBegins: '_' }],
  ],
  Chat: [
    ['Root', 1_204, null, root, { revocableTokens: null }],
    [
      'chat token server',
      288,
      40,
      { 'chat:*': ['history', 'presence', 'publish', 'subscribe'] },
      { revocableTokens: true },
    ],
    [
      'moderation',
      121,
      8,
      { 'chat:*': ['history', 'message-delete-any', 'subscribe'], '[meta]*': ['subscribe'] },
    ],
    ['push gateway', 517, 500, { '*': ['push-admin', 'push-subscribe'] }],
    ['web widget (do not use)', 903, 611, { '[*]*': ['*'] }, { revocableTokens: null }],
    ['bots 2023', 880, 260, { 'chat:*': ['*'] }, { isRevoked: true }],
  ],
  Telemetry: [
    ['Root', 402, null, root],
    ['ingest', 402, 55, { 'telemetry:*': ['publish'] }],
    ['dashboards', 402, null, { '*': ['channel-metadata', 'history', 'statistics', 'subscribe'] }],
    [
      'fleet gateway',
      64,
      2,
      { 'telemetry:*:alarm': ['publish', 'subscribe'], 'foo*': ['subscribe'] },
    ],
  ],
};

/** The apps, oldest intention first. */
export const seededApps: readonly string[] = Object.keys(rowsByApp);

/** Taken from the apps in turn so that any number is mixed. */
export const believableKeys: readonly KeySeed[] = takeInTurn(
  Object.entries(rowsByApp).map(([app, rows]) =>
    rows.map(([name, ageDays, changedDaysAgo, capability, more]) => ({
      ...{ app, name, ageDays, changedDaysAgo, capability, revocableTokens: false },
      ...more,
    })),
  ),
);

/** Capabilities for accounts larger than believable, from careful to careless. */
export const commonCapabilities: readonly Capability[] = [
  { 'orders:*': ['publish', 'subscribe'] },
  subscribeOnly,
  { 'telemetry:*': ['publish'], '[queue]*': ['subscribe'] },
  broad,
  root,
];

function takeInTurn<T>(lists: readonly (readonly T[])[]): T[] {
  const longest = Math.max(...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, turn) =>
    lists.flatMap((list) => list.slice(turn, turn + 1)),
  ).flat();
}
