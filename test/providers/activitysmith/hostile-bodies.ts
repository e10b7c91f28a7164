import fc from 'fast-check';
import { pathsOf, withField } from '../mutate-json.ts';

/** A name may be any text, so this one must not stand there; anywhere else it must not come through. */
const keyLike = 'ask_RKCANARYvalue0123456789';
const hostileValues: readonly unknown[] = [
  ...[null, true, 0, -1, 1.5, 1e308, '', '1', '\u0000', '\ud800', '\u202eevil', [], {}, [[[[]]]]],
  ...['__proto__', '<img src=x onerror=alert(1)>', '../../etc/passwd', 'x'.repeat(70_000)],
  ...[keyLike, 'y'.repeat(9_000), { constructor: { prototype: { a: 1 } } }],
];

/** An answer with one to three places changed or removed, as JSON or as an event, or plain noise. */
export function hostileBodies(answer: unknown): fc.Arbitrary<{ body: string; type: string }> {
  const change = fc.record({
    path: fc.constantFrom(...pathsOf(answer)),
    value: fc.option(fc.constantFrom(...hostileValues)),
  });
  const mutated = fc.array(change, { minLength: 1, maxLength: 3 }).map((changes) => {
    const changed = changes.reduce<unknown>(
      (json, { path, value }) =>
        // An earlier change may have taken this place away.
        pathsOf(json).includes(path) && !(path.endsWith('name') && value === keyLike)
          ? withField(json, path, value === null ? undefined : { value })
          : json,
      answer,
    );
    return JSON.stringify(changed);
  });
  const json = { weight: 8, arbitrary: mutated };
  const noise = [
    { weight: 1, arbitrary: fc.json({ maxDepth: 6 }) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
  ];
  return fc
    .record({ text: fc.oneof(json, ...noise), isStream: fc.boolean() })
    .map(({ text, isStream }) => ({
      body: isStream ? `data: ${text}\n\n` : text,
      type: isStream ? 'text/event-stream' : 'application/json',
    }));
}
