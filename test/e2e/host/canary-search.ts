import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const canary = 'RKCANARY';
/** Chromium keeps some texts in two bytes a character. */
const patterns = [Buffer.from(canary, 'latin1'), Buffer.from(canary, 'utf16le')];

/** Every file below these folders that holds a secret, whoever wrote it. */
export function filesWithSecrets(dirs: readonly string[]): string[] {
  return dirs
    .flatMap((dir) => readdirSync(dir, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => holdsSecret(readFileSync(path)));
}

export const holdsSecret = (bytes: Buffer): boolean =>
  patterns.some((pattern) => bytes.includes(pattern));
