import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { rootDir } from './planted-tree.ts';

/** Every file under the folders, as paths relative to the root, sorted. */
export function listFiles(folders: readonly string[], extension: RegExp): string[] {
  return folders
    .filter((folder) => existsSync(join(rootDir, folder)))
    .flatMap((folder) =>
      readdirSync(join(rootDir, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && extension.test(entry.name))
        .map((entry) => join(entry.parentPath, entry.name).slice(rootDir.length + 1)),
    )
    .sort();
}
