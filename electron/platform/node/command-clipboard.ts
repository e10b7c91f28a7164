import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fail, ok, type Result } from '../../../shared/errors/app-error.ts';
import { SECOND_MS } from '../../../shared/lib/duration.ts';
import type { Clipboard } from '../../services/ports/host.ts';
import { childEnvironment } from './child-environment.ts';

/** A display server that does not answer must not hold a copy command open. */
const DEADLINE_MS = 5 * SECOND_MS;

/** Program and arguments; what is copied goes in on stdin, never here. */
type Command = readonly [program: string, ...args: string[]];

interface ClipboardCommands {
  readonly copy: Command;
  /** With a hint to clipboard managers; older versions of the program refuse it. */
  readonly copySensitive?: Command;
  readonly paste: Command;
  /** Run with nothing on stdin. */
  readonly clear: Command;
  readonly encode?: (text: string) => Buffer;
  /** What the paste command adds to the text. */
  readonly addedEnding?: RegExp;
}

const wayland: ClipboardCommands = {
  copy: ['wl-copy', '--type', 'text/plain'],
  copySensitive: ['wl-copy', '--sensitive', '--type', 'text/plain'],
  paste: ['wl-paste', '--no-newline'],
  clear: ['wl-copy', '--clear'],
};
const x11: ClipboardCommands = {
  copy: ['xclip', '-selection', 'clipboard', '-in'],
  paste: ['xclip', '-selection', 'clipboard', '-out'],
  clear: ['xclip', '-selection', 'clipboard', '-in'],
};
const macOs: ClipboardCommands = { copy: ['pbcopy'], paste: ['pbpaste'], clear: ['pbcopy'] };
const windows: ClipboardCommands = {
  copy: ['clip.exe'],
  paste: [
    'powershell.exe',
    '-NoProfile',
    '-NonInteractive',
    '-Command',
    '[Console]::OutputEncoding = [Text.Encoding]::UTF8; Get-Clipboard -Raw',
  ],
  clear: ['clip.exe'],
  // clip.exe takes UTF-16, or the code page of the console, in which only ASCII is certain.
  encode: (text) => Buffer.from(text, /^[\x20-\x7e]*$/.test(text) ? 'latin1' : 'utf16le'),
  addedEnding: /\r?\n$/,
};

/** The clipboard through the system's own commands, for the browser host. */
export class CommandClipboard implements Clipboard {
  private readonly env: NodeJS.ProcessEnv;
  private readonly commands: ClipboardCommands | null;

  constructor(env: NodeJS.ProcessEnv = process.env, platform: NodeJS.Platform = process.platform) {
    this.env = childEnvironment(env);
    this.commands = findCommands(this.env, platform);
  }

  get isAvailable(): boolean {
    return this.commands !== null;
  }

  async writeSecret(secretValue: string): Promise<Result<null>> {
    const sensitive = this.commands?.copySensitive;
    if (sensitive !== undefined && (await this.copy(sensitive, secretValue))) return ok(null);
    return this.writeText(secretValue);
  }

  async writeText(text: string): Promise<Result<null>> {
    const isCopied = this.commands !== null && (await this.copy(this.commands.copy, text));
    return isCopied ? ok(null) : fail({ kind: 'clipboard-unavailable' });
  }

  /** A clipboard that cannot be read may hold something else by now and is left alone. */
  async clearIfStill(secretValue: string): Promise<void> {
    if (this.commands === null) return;
    const { paste, clear, addedEnding } = this.commands;
    const pasted = await run(paste, { env: this.env, isOutputWanted: true });
    const clipboardSecret = pasted?.toString('utf8') ?? null;
    const isStill =
      clipboardSecret === secretValue ||
      (addedEnding !== undefined && clipboardSecret?.replace(addedEnding, '') === secretValue);
    if (isStill) await run(clear, { env: this.env });
  }

  private async copy(command: Command, text: string): Promise<boolean> {
    const input = this.commands?.encode?.(text) ?? Buffer.from(text, 'utf8');
    return (await run(command, { env: this.env, input })) !== null;
  }
}

function findCommands(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): ClipboardCommands | null {
  const has = (program: string): boolean => isOnPath(program, env);
  if (platform === 'darwin') return has('pbcopy') ? macOs : null;
  if (platform === 'win32') return has('clip.exe') ? windows : null;
  if (env['WAYLAND_DISPLAY'] && has('wl-copy') && has('wl-paste')) return wayland;
  if (env['DISPLAY'] && has('xclip')) return x11;
  // Linux under Windows (WSL) reaches the clipboard of Windows.
  return has('clip.exe') && has('powershell.exe') ? windows : null;
}

function isOnPath(program: string, env: NodeJS.ProcessEnv): boolean {
  const folders = (env['PATH'] ?? env['Path'] ?? '').split(delimiter).filter((dir) => dir !== '');
  return folders.some((dir) => {
    try {
      accessSync(join(dir, program), constants.X_OK);
      return true;
    } catch {
      // Not there, or not ours to run: the next folder may have it.
      return false;
    }
  });
}

/** The output of the command, empty unless wanted; null when it failed. */
function run(
  [program, ...args]: Command,
  options: { env: NodeJS.ProcessEnv; input?: Buffer; isOutputWanted?: boolean },
): Promise<Buffer | null> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      env: options.env,
      // wl-copy and xclip stay behind to serve the text: an inherited pipe would never close.
      stdio: ['pipe', options.isOutputWanted === true ? 'pipe' : 'ignore', 'ignore'],
      timeout: DEADLINE_MS,
      killSignal: 'SIGKILL',
      windowsHide: true,
    });
    const chunks: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', () => resolve(null));
    child.on(options.isOutputWanted === true ? 'close' : 'exit', (code: number | null) =>
      resolve(code === 0 ? Buffer.concat(chunks) : null),
    );
    // The command may end without reading; its exit code says what that means.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(options.input);
  });
}
