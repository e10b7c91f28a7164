import {
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { kindOfFile, syncFolder } from './database-file.ts';

export const PROFILE_FILE_NAME = 'profile.json';

const profileFileSchema = z.object({
  /** The format of the database. */
  formatVersion: z.number().int().positive(),
  profileId: z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/),
  /** Recognises the data key; null until there is one. */
  keyCheck: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .nullable(),
});
export type ProfileFile = z.infer<typeof profileFileSchema>;

export type ProfileFileRead =
  | { readonly kind: 'read'; readonly file: ProfileFile }
  | { readonly kind: 'absent' }
  /** Damaged, empty or not readable: everything in it can be found out again. */
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'not-a-file' };

export function readProfileFile(profileDir: string): ProfileFileRead {
  const path = join(profileDir, PROFILE_FILE_NAME);
  const kind = kindOfFile(path);
  if (kind !== 'file') return { kind: kind === 'absent' ? 'absent' : 'not-a-file' };
  try {
    const parsed = profileFileSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    return parsed.success ? { kind: 'read', file: parsed.data } : { kind: 'unreadable' };
  } catch (cause) {
    // No JSON, or not ours to read.
    if (cause instanceof SyntaxError) return { kind: 'unreadable' };
    if (cause instanceof Error && 'code' in cause) return { kind: 'unreadable' };
    throw cause;
  }
}

/** Replaces the file as a whole: after a crash it is the old one or the new one. */
export function writeProfileFile(profileDir: string, profile: ProfileFile): void {
  const path = join(profileDir, PROFILE_FILE_NAME);
  const unfinishedPath = `${path}.new`;
  rmSync(unfinishedPath, { force: true });
  const file = openSync(unfinishedPath, 'wx', 0o600);
  try {
    writeFileSync(file, `${JSON.stringify(profile)}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(unfinishedPath, path);
  syncFolder(profileDir);
}

/** Keeps an unreadable file under another name before a new one takes its place. */
export function setProfileFileAside(profileDir: string, now: number): void {
  const path = join(profileDir, PROFILE_FILE_NAME);
  renameSync(path, `${path}.unreadable-${String(now)}`);
}
