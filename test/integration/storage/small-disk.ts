import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface SmallDisk {
  readonly dir: string;
  /** Takes every byte that is left. */
  fill(): void;
  /** Gives back what `fill` took. */
  free(): void;
  remountReadOnly(): void;
  remove(): void;
}

const run = (program: string, parameters: readonly string[]) => spawnSync(program, parameters);

const FILLER_STEP_BYTES = 4_096;

/**
 * A real file system of this size in memory. A text says why there is none; as root with
 * `REKEY_ALL_LANES=1` there must be one.
 */
export function mountSmallDisk(sizeKb: number): SmallDisk | string {
  if (process.platform !== 'linux') return 'only Linux has tmpfs';
  const dir = mkdtempSync(join(tmpdir(), 'rekey-disk-'));
  const mounted = run('mount', ['-t', 'tmpfs', '-o', `size=${String(sizeKb)}k`, 'tmpfs', dir]);
  if (mounted.status !== 0) {
    rmSync(dir, { recursive: true });
    const reason = `mount: ${mounted.error?.message ?? mounted.stderr.toString().trim()}`;
    const isRoot = process.getuid?.() === 0;
    if (isRoot && process.env['REKEY_ALL_LANES'] === '1') throw new Error(reason);
    return reason;
  }
  const fillerPath = join(dir, 'filler');
  return {
    dir,
    fill: () => {
      const file = openSync(fillerPath, 'a');
      try {
        for (;;) writeSync(file, new Uint8Array(FILLER_STEP_BYTES));
      } catch (cause) {
        if (!(cause instanceof Error && 'code' in cause && cause.code === 'ENOSPC')) throw cause;
      } finally {
        closeSync(file);
      }
    },
    free: () => {
      rmSync(fillerPath);
    },
    remountReadOnly: () => {
      const remounted = run('mount', ['-o', 'remount,ro', dir]);
      if (remounted.status !== 0) throw new Error(remounted.stderr.toString());
    },
    remove: () => {
      run('umount', [dir]);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
