import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstEvent } from '../../../../../electron/providers/activitysmith/event-stream.ts';

function streamOf(pieces: readonly Uint8Array[]): {
  body: ReadableStream<Uint8Array>;
  state: { isLeft: boolean };
} {
  const state = { isLeft: false };
  let given = 0;
  const body = new ReadableStream<Uint8Array>(
    {
      pull: (controller) => {
        const piece = pieces[given];
        given += 1;
        if (piece === undefined) controller.close();
        else controller.enqueue(piece);
      },
      cancel: () => {
        state.isLeft = true;
      },
    },
    { highWaterMark: 0 },
  );
  return { body, state };
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('the first wanted event', () => {
  it('is the same however the bytes are cut and whichever line ends are used', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.array(fc.nat({ max: 60 }), { maxLength: 12 }),
        async (lineEnd, cuts) => {
          const lines = [
            ': hello',
            'data: no',
            '',
            'event: message',
            'data: schön',
            'data:🗝',
            '',
            '',
          ];
          const whole = bytes(lines.join(lineEnd));
          const ends = [...new Set([0, ...cuts, whole.length])]
            .filter((cut) => cut <= whole.length)
            .toSorted((left, right) => left - right);
          const pieces = ends.slice(1).map((end, index) => whole.slice(ends[index], end));
          const found = await firstEvent(streamOf(pieces).body, (data) => data !== 'no');
          expect(found).toBe('schön\n🗝');
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('is found before the stream ends, which is then left', async () => {
    const { body, state } = streamOf([bytes('data: 1\n\n'), bytes('data: 2\n\n'), bytes('x')]);
    expect(await firstEvent(body, (data) => data === '1')).toBe('1');
    expect(state.isLeft).toBe(true);
  });

  it('is null in a stream without one, and counts without its empty line at the end', async () => {
    expect(await firstEvent(streamOf([bytes(': ping\n\n')]).body, () => true)).toBeNull();
    expect(await firstEvent(streamOf([]).body, () => true)).toBeNull();
    expect(await firstEvent(streamOf([bytes('data: 1')]).body, () => true)).toBe('1');
  });

  it('can come byte by byte', async () => {
    const long = `data: ${'x'.repeat(50_000)}\n\n`;
    const pieces = [...bytes(long)].map((byte) => Uint8Array.of(byte));
    expect(await firstEvent(streamOf(pieces).body, () => true)).toHaveLength(50_000);
  });
});
