import { describe, expect, it } from 'vitest';
import { connectionIdSchema } from '../../../../shared/lib/ids.ts';
import { RunningWrites } from '../../../../electron/services/running-writes.ts';

const one = connectionIdSchema.parse('01ARZ3NDEKTSV4RRFFQ69G5FAV');
const other = connectionIdSchema.parse('01ARZ3NDEKTSV4RRFFQ69G5FAW');

describe('running writes', () => {
  it('are counted by account until they have settled, however they end', async () => {
    const writes = new RunningWrites();
    const answer = Promise.withResolvers<string>();
    const call = writes.during(one, () => answer.promise);
    expect(writes.isRunning(one)).toBe(true);
    expect(writes.isRunning(other)).toBe(false);
    answer.resolve('made');
    expect(await call).toBe('made');
    expect(writes.isRunning(one)).toBe(false);
    await expect(writes.during(one, () => Promise.reject(new Error('lost')))).rejects.toThrow(
      'lost',
    );
    expect(writes.isRunning(one)).toBe(false);
  });

  it('are waited for, with those that begin meanwhile', async () => {
    const writes = new RunningWrites();
    const first = Promise.withResolvers<undefined>();
    const second = Promise.withResolvers<undefined>();
    const ended: string[] = [];
    const begun = writes.during(one, async () => {
      await first.promise;
      void writes.during(other, () => second.promise).then(() => ended.push('second'));
    });
    const settled = writes.settled().then(() => ended.push('settled'));
    first.resolve(undefined);
    await begun;
    expect(ended).toEqual([]);
    second.resolve(undefined);
    await settled;
    expect(ended).toEqual(['second', 'settled']);
    await writes.settled();
  });
});
