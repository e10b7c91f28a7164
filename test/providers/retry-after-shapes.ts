/** The instant that the dates below count from. */
export const shapesMadeAt = Date.UTC(2026, 0, 15, 9, 0, 0);
const at = (offsetMs: number): string => new Date(shapesMadeAt + offsetMs).toUTCString();

/** The twelve shapes in which servers send it, and what each is taken for. */
export const retryAfterShapes: readonly (readonly [
  string,
  Record<string, string>,
  number | null,
])[] = [
  ['no header', {}, null],
  ['seconds', { 'retry-after': '7' }, 7_000],
  ['seconds with spaces around', { 'retry-after': '  7 ' }, 7_000],
  ['zero', { 'retry-after': '0' }, 1_000],
  ['far too many seconds', { 'retry-after': '86400' }, 300_000],
  ['a date', { 'retry-after': at(20_000), date: at(0) }, 20_000],
  [
    'a date beside a clock that is an hour fast',
    { 'retry-after': at(3_620_000), date: at(3_600_000) },
    20_000,
  ],
  ['a date without a Date header', { 'retry-after': at(20_000) }, 20_000],
  ['a date in the past', { 'retry-after': at(-20_000), date: at(0) }, 1_000],
  ['a date far away', { 'retry-after': at(86_400_000), date: at(0) }, 300_000],
  ['a fraction', { 'retry-after': '1.5' }, 30_000],
  ['words', { 'retry-after': 'soon, RKCANARY' }, 30_000],
];
