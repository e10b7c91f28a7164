import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export const rootDir = join(import.meta.dirname, '../..');

/** A throw-away copy of the project's shape: our settings and packages, other sources. */
export class PlantedTree {
  readonly dir = mkdtempSync(join(tmpdir(), 'rekey-planted-'));

  constructor(settings: readonly string[]) {
    symlinkSync(join(rootDir, 'node_modules'), join(this.dir, 'node_modules'), 'dir');
    for (const path of settings) {
      mkdirSync(dirname(join(this.dir, path)), { recursive: true });
      cpSync(join(rootDir, path), join(this.dir, path), { recursive: true });
    }
  }

  plant(path: string, content: string): void {
    mkdirSync(dirname(join(this.dir, path)), { recursive: true });
    writeFileSync(join(this.dir, path), content);
  }

  remove(): void {
    rmSync(this.dir, { recursive: true, force: true });
  }
}
