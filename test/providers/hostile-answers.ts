import fc from 'fast-check';
import { it } from 'vitest';
import { textAnswer } from '../fakes/fake-transport.ts';
import type { AdapterProfile, RecordedOperation } from './adapter-profile.ts';
import { runAgainst } from './adapter-harness.ts';
import { pathsOf, withField } from './mutate-json.ts';

/** Runs per provider, spread over its operations; more of them in the long lane. */
const RUNS = Number(process.env['REKEY_HOSTILE_RUNS'] ?? 10_000);

/** Values as texts, because some of them exist in JSON only. */
const hostileValues = [
  ...[
    'null',
    'true',
    'false',
    '0',
    '1',
    '-1',
    '-0',
    '1.5',
    '1e400',
    '9007199254740993',
    '"1"',
    '"0"',
  ],
  ...[
    '""',
    '"\\u0000"',
    '"\\ud800"',
    '"\\u202eevil"',
    '"<img src=x onerror=alert(1)>"',
    '[]',
    '{}',
  ],
  ...[
    '[[[[[]]]]]',
    '{"__proto__":{"isAdmin":true}}',
    '{"constructor":{"prototype":{"isAdmin":true}}}',
  ],
  ...['"__proto__"', '"../../etc/passwd"', '"https://evil.test/"', '1e308', '-9007199254740991'],
  `"${'x'.repeat(70_000)}"`,
  `"${'y'.repeat(9_000)}"`,
  '['.repeat(40) + ']'.repeat(40),
  '"2026-01-01T00:00:00Z"',
];

const placeholder = 'RKPLACEHOLDER';

/** The recorded answer with one to three places changed, or with a field said twice. */
function mutations(answer: unknown): fc.Arbitrary<string> {
  const paths = pathsOf(answer);
  const change = fc.record({
    path: fc.constantFrom(...paths),
    value: fc.constantFrom(null, ...hostileValues),
    isDoubled: fc.boolean(),
  });
  return fc.array(change, { minLength: 1, maxLength: 3 }).map((changes) => {
    let json = answer;
    const values: string[] = [];
    for (const { path, value } of changes) {
      // An earlier change may have taken this place away.
      if (!pathsOf(json).includes(path)) continue;
      json = withField(
        json,
        path,
        value === null ? undefined : { value: `${placeholder}${values.length}` },
      );
      if (value !== null) values.push(value);
    }
    const [first] = changes;
    const text = values.reduce(
      (current, value, index) => current.replace(`"${placeholder}${index}"`, () => value),
      JSON.stringify(json),
    );
    if (first?.isDoubled !== true || !text.startsWith('{')) return text;
    return `{"${first.path.split('.')[0] ?? ''}":${first.value ?? 'null'},${text.slice(1)}`;
  });
}

/**
 * Whatever comes back is parsed into exactly our shapes or refused as a value: nothing throws,
 * nothing leaks, nothing is polluted. The harness checks the rest.
 */
export function describeHostileAnswers(
  profile: AdapterProfile,
  operation: RecordedOperation,
): void {
  const numRuns = Math.ceil(RUNS / profile.operations.length);
  const timeout = 60_000 + numRuns * 20;
  it(`survives ${numRuns} random and mutated answers`, { timeout }, async () => {
    const bodies = fc.oneof(
      { weight: 8, arbitrary: mutations(operation.answer) },
      { weight: 1, arbitrary: fc.json({ maxDepth: 6 }) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
    );
    await fc.assert(
      fc.asyncProperty(bodies, fc.constantFrom(200, 200, 200, 400, 403), async (body, status) => {
        await runAgainst(profile, operation, () => textAnswer(body, { status }));
      }),
      { numRuns },
    );
  });
}
