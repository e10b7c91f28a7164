import { describe, expect, it } from 'vitest';
import { RotationScheduler } from '../../../electron/services/rotation-scheduler.ts';

/** A loop that ends when told, or when its signal is aborted. */
function loopUntilAborted(log: string[], name: string): (signal: AbortSignal) => Promise<void> {
  return (signal) =>
    new Promise((resolve) => {
      log.push(`${name} begins`);
      signal.addEventListener('abort', () => {
        log.push(`${name} ends`);
        resolve();
      });
    });
}

describe('the scheduler', () => {
  it('interrupts the loop before a command is at work, and lets commands wait for each other', async () => {
    const log: string[] = [];
    const scheduler = new RotationScheduler();
    scheduler.run('R', loopUntilAborted(log, 'first'));
    const one = scheduler.exclusively('R', () => {
      log.push('one');
      scheduler.run('R', loopUntilAborted(log, 'second'));
    });
    const two = scheduler.exclusively('R', () => {
      log.push('two');
    });
    await Promise.all([one, two]);
    expect(log).toEqual([
      'first begins',
      'first ends',
      'one',
      'second begins',
      'second ends',
      'two',
    ]);
    expect(scheduler.isBusy('R')).toBe(false);
  });

  it('refuses a second loop for the same rotation', () => {
    const scheduler = new RotationScheduler();
    scheduler.run('R', loopUntilAborted([], 'loop'));
    expect(() => {
      scheduler.run('R', loopUntilAborted([], 'loop'));
    }).toThrow('one loop at a time');
  });

  it('goes on with the next command when one throws', async () => {
    const scheduler = new RotationScheduler();
    const failing = scheduler.exclusively('R', () => {
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await scheduler.exclusively('R', () => 'yes')).toBe('yes');
  });

  it('starts nothing after it was stopped', async () => {
    const log: string[] = [];
    const scheduler = new RotationScheduler();
    scheduler.run('R', loopUntilAborted(log, 'first'));
    await scheduler.stop();
    scheduler.run('R', loopUntilAborted(log, 'second'));
    expect(log).toEqual(['first begins', 'first ends']);
  });
});
