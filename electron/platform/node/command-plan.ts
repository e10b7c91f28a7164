import { isAbsolute } from 'node:path';
import { isSecretVariable } from '../../../shared/destinations/secret-variable.ts';
import type { CommandPlan, CommandRefusal } from '../../services/ports/secret-command.ts';

/** Longer ones fit into no environment everywhere. */
const MAX_SECRET_LENGTH = 32_000;

/** What a command gets of our own environment. */
const keptName = new RegExp(
  `^(?:${[
    ...['PATH', 'HOME', 'USER', 'LOGNAME', 'SHELL', 'LANG', 'LANGUAGE', 'LC_[A-Z]+', 'TZ'],
    ...['TMPDIR', 'TEMP', 'TMP', 'XDG_[A-Z_]+', 'DBUS_SESSION_BUS_ADDRESS', 'DISPLAY'],
    ...['WAYLAND_DISPLAY', 'PATHEXT', 'COMSPEC', 'SYSTEMROOT', 'SYSTEMDRIVE', 'WINDIR'],
    ...['USERPROFILE', 'USERNAME', 'HOMEDRIVE', 'HOMEPATH', 'APPDATA', 'LOCALAPPDATA'],
    ...['PROGRAMDATA', 'PROGRAMFILES.*'],
  ].join('|')})$`,
  'i',
);

/** The small part of our environment that a command needs, and the secret where it wants it there. */
export function commandEnvironment(
  env: NodeJS.ProcessEnv,
  { hand }: CommandPlan,
  secretValue: string,
): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => keptName.test(name));
  const handed: [string, string][] = hand.kind === 'env' ? [[hand.name, secretValue]] : [];
  return Object.fromEntries([...kept, ...handed]);
}

/** Why this is not run; null when it may be. */
export function refusalOf(
  { file, args, hand, cwd }: CommandPlan,
  secretValue: string,
  platform: NodeJS.Platform,
): CommandRefusal | null {
  if (secretValue === '' || secretValue.length > MAX_SECRET_LENGTH) return 'secret';
  // A text in C ends there.
  if (hand.kind === 'env' && secretValue.includes('\0')) return 'secret';
  const isName = platform !== 'win32' && /^[^/\\\0]+$/.test(file);
  if (file.includes('\0') || !(isAbsolute(file) || isName)) return 'program';
  // Windows leaves dots and blanks at the end of a name away.
  if (platform === 'win32' && /\.(?:bat|cmd)[. ]*$/i.test(file)) return 'batch-file';
  if (cwd !== undefined && (cwd.includes('\0') || !isAbsolute(cwd))) return 'folder';
  if (hand.kind === 'env' && !isSecretVariable(hand.name)) return 'variable-name';
  const isOpen = [file, ...args].some((text) => text.includes(secretValue));
  return isOpen || args.some((argument) => argument.includes('\0')) ? 'argument' : null;
}
