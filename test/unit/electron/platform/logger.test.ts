import { inspect } from 'node:util';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { JsonLogger } from '../../../../electron/platform/logger.ts';
import { Redactor } from '../../../../electron/platform/redaction.ts';
import { FakeClock } from '../../../fakes/fake-clock.ts';
import { FakeIdSource } from '../../../fakes/fake-id-source.ts';
import { findCanary, writtenSomehow } from './canary.ts';

const lineSchema = z.looseObject({ time: z.string(), level: z.string(), event: z.string() });

let lines: string[];
let redactor: Redactor;
let logger: JsonLogger;

beforeEach(() => {
  lines = [];
  redactor = new Redactor({ homeDir: '/home/jane' });
  logger = new JsonLogger({
    clock: new FakeClock(),
    ids: new FakeIdSource(),
    redactor,
    sink: { write: (line) => lines.push(line) },
  });
});

const parsedLine = (): z.infer<typeof lineSchema> => lineSchema.parse(JSON.parse(lines[0]!));

describe('a line of the log', () => {
  it('is one object with time, level, event and fields', () => {
    logger.info('sync-finished', { keys: 3, isComplete: true, cursor: null, account: 'main' });
    expect(lines).toEqual([
      '{"keys":3,"isComplete":true,"cursor":null,"account":"main","time":"2026-01-15T09:00:00.000Z","level":"info","event":"sync-finished"}',
    ]);
  });

  it('cannot be made to look like another event', () => {
    logger.warn('real', { event: 'forged', time: 'never', level: 'info', text: 'a\n{"b":1}' });
    expect(lines).toHaveLength(1);
    expect(parsedLine()).toMatchObject({ event: 'real', level: 'warn', text: 'a\n{"b":1}' });
    expect(lines[0]).not.toContain('\n');
  });

  it('shows no value under a name of a secret, and nothing that looks like one', () => {
    logger.info('sent', { sessionToken: 'blue', url: 'https://h/?token=RKCANARY', ms: 12 });
    expect(parsedLine()).toMatchObject({
      sessionToken: '[redacted]',
      url: 'https://h/?token=[redacted]',
      ms: 12,
    });
  });

  it('redacts before it cuts, so that half a secret is not left over', () => {
    logger.info('long', { text: `${'word '.repeat(397)}sec-c-abcdeRKCANARY00ff` });
    expect(findCanary(lines[0]!)).toBeNull();
    expect(String(parsedLine()['text'])).toMatch(/sec-c-\[redacted\]?…?$/);
    logger.info('longer', { text: 'word '.repeat(1_000) });
    expect(lines[1]!.length).toBeLessThan(2_200);
  });

  it('does not let a text steer the terminal', () => {
    logger.info('odd', { text: '\u009b31mred\u001b[0m\u007f' });
    expect(lines[0]).not.toMatch(/\p{Cc}/u);
    expect(parsedLine()['text']).toBe('\u009b31mred\u001b[0m\u007f');
  });
});

describe('a bug', () => {
  it('is logged with its causes and answers the reference that the line carries', () => {
    const cause = new TypeError('inner', { cause: 'the bottom' });
    const reference = logger.bug('command-failed', new Error('outer', { cause }));
    expect(reference).toMatch(/^[0-9a-hjkmnp-tv-z]{8}$/);
    const line = parsedLine();
    expect(line).toMatchObject({ level: 'bug', event: 'command-failed', reference });
    expect(String(line['stack'])).toMatch(
      /^Error: outer\n {4}at [^]*\ncaused by: TypeError: inner\n {4}at [^]*\ncaused by: thrown text: the bottom$/,
    );
  });

  it('shows the code of a system error', () => {
    logger.bug('failed', Object.assign(new Error('no space'), { code: 'ENOSPC' }));
    expect(String(parsedLine()['stack'])).toMatch(/code: ENOSPC$/);
  });

  it('shows a message that was changed after the stack was made', () => {
    const error = new Error('first');
    // Some runtimes make the stack when it is read for the first time.
    expect(error.stack).toContain('first');
    error.message = 'second';
    logger.bug('failed', error);
    expect(String(parsedLine()['stack'])).toMatch(/^Error: second\nError: first\n/);
  });

  it('never shows the properties of what was thrown', () => {
    logger.bug('failed', Object.assign(new Error('x'), { request: { body: 'RKCANARY' } }));
    logger.bug('failed', { headers: 'RKCANARY' });
    logger.bug('failed', undefined);
    expect(lines.join('\n')).not.toContain('RKCANARY');
    expect(lines[1]).toContain('thrown object');
    expect(lines[2]).toContain('"stack":""');
  });

  it('survives errors that fail when they are looked at, and causes without an end', () => {
    class HostileError extends Error {
      override get message(): string {
        throw new Error('RKCANARY');
      }
      override get stack(): string {
        throw new Error('RKCANARY');
      }
      override get cause(): unknown {
        throw new Error('RKCANARY');
      }
    }
    logger.bug('failed', new HostileError());
    expect(parsedLine()['stack']).toBe('Error: ');
    const loop = new Error('loop');
    loop.cause = loop;
    logger.bug('failed', loop);
    expect(lines[1]!.split('caused by').length).toBe(5);
  });
});

type Plant = (secrets: { readonly key: string; readonly live: string }) => string;

/** Texts with the canary of a key, which patterns find, or of a live secret, which is registered. */
const plant: fc.Arbitrary<Plant> = fc
  .record({
    before: fc.string({ unit: 'grapheme', maxLength: 12 }),
    after: fc.string({ unit: 'grapheme', maxLength: 12 }),
    form: fc.constantFrom(...writtenSomehow),
    isLive: fc.boolean(),
  })
  .map(
    ({ before, after, form, isLive }) =>
      ({ key, live }) =>
        `${before} ${form.write(isLive ? live : key)} ${after}`,
  );

const keySecret = fc
  .tuple(fc.stringMatching(/^[A-Za-z0-9]{5}$/), fc.stringMatching(/^[0-9a-f]{24}$/))
  .map(([stub, rest]) => `sec-c-${stub}RKCANARY${rest}`);

const liveSecret = fc
  .tuple(
    fc.string({ unit: 'grapheme', maxLength: 10 }),
    fc.string({ unit: 'grapheme', maxLength: 10 }),
  )
  .map(([head, tail]) => `${head}RKCANARY${tail}`);

/** The places of an error where a text may hide. */
const throwShapes: Readonly<Record<string, (inner: string, outer: string) => unknown>> = {
  message: (_inner, outer) => new Error(outer),
  stack: (inner, outer) =>
    Object.assign(new Error(outer), {
      stack: `Error: ${inner}\n    at ${outer} (file:///x/y.ts:1:1)`,
    }),
  cause: (inner, outer) => new Error(outer, { cause: new TypeError(inner, { cause: inner }) }),
  name: (inner, outer) => Object.assign(new Error(outer), { name: inner }),
  code: (inner, outer) => Object.assign(new Error(outer), { code: inner }),
  property: (inner, outer) => Object.assign(new Error(outer), { request: { body: inner } }),
  inspected: (inner, outer) => new Error(inspect({ body: inner, deep: [outer] })),
  text: (inner) => inner,
  object: (inner, outer) => ({ body: inner, [outer]: 1 }),
};

describe('any log', () => {
  it('of 20,000 random bugs and events shows no canary in any form', { timeout: 180_000 }, () => {
    const shape = fc.constantFrom(...Object.values(throwShapes));
    const texts = fc.tuple(plant, plant, plant);
    let runs = 0;
    fc.assert(
      fc.property(keySecret, liveSecret, shape, texts, (key, live, throwShape, plants) => {
        lines = [];
        runs += 1;
        redactor.registerSecret(live);
        const [inner, outer, field] = plants.map((write) => write({ key, live }));
        for (const text of [inner!, outer!, field!]) expect(findCanary(text)).not.toBeNull();
        logger.bug('failed', throwShape(inner!, outer!));
        logger.info('event', { text: field!, [field!]: 1, count: 2 });
        logger.warn(field!, { text: field! });
        for (const line of lines) {
          expect(findCanary(line)).toBeNull();
          expect(line).not.toMatch(/\p{Cc}/u);
          expect(lineSchema.safeParse(JSON.parse(line)).success).toBe(true);
        }
      }),
      { numRuns: 20_000 },
    );
    expect(runs).toBe(20_000);
  });
});
