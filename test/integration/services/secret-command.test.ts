import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NodeSecretCommand } from '../../../electron/platform/node/secret-command.ts';
import { Redactor } from '../../../electron/platform/redaction.ts';
import type { CommandPlan } from '../../../electron/services/ports/secret-command.ts';
import { isSecretVariable } from '../../../shared/destinations/secret-variable.ts';

const secretValue = 'sec-c-abcdeRKCANARY/+0123456789';
const CANARY = 'RKCANARY';

let dir: string;
beforeEach(() => {
  dir = realpathSync(mkdtempSync(join(tmpdir(), 'rekey-command-')));
});
afterEach(() => {
  rmSync(dir, { recursive: true, force: true });
});

const command = (env: NodeJS.ProcessEnv = process.env, platform?: NodeJS.Platform) =>
  new NodeSecretCommand({
    redactor: new Redactor(),
    env,
    ...(platform === undefined ? {} : { platform }),
  });

/** A script for Node; it notes what it got in `got.json`. */
function script(body: string): CommandPlan {
  const path = join(dir, 'script.cjs');
  writeFileSync(
    path,
    `const fs = require('node:fs');
    const note = (stdin) => fs.writeFileSync(${JSON.stringify(join(dir, 'got.json'))},
      JSON.stringify({ argv: process.argv, env: process.env, cwd: process.cwd(), stdin }));
    ${body}`,
  );
  return {
    file: process.execPath,
    args: [path, 'an argument; $(not a shell)'],
    hand: { kind: 'stdin' },
    timeoutMs: 30_000,
  };
}
const inVariable = { kind: 'env', name: 'MY_SECRET' } as const;
const readsStdin = `note(fs.readFileSync(0, 'utf8'));`;
const got = (): {
  argv: string[];
  env: Record<string, string>;
  cwd: string;
  stdin: string | undefined;
} => JSON.parse(readFileSync(join(dir, 'got.json'), 'utf8')) as never;

describe('a command that gets the secret', () => {
  it('reads it on stdin, whole, and nowhere else', async () => {
    const outcome = await command().run({ ...script(readsStdin), cwd: dir }, secretValue);
    expect(outcome).toEqual({ kind: 'ended', exitCode: 0, maskedOutput: '' });
    expect(got().stdin).toBe(secretValue);
    expect(got().cwd).toBe(dir);
    expect(got().argv.slice(2)).toEqual(['an argument; $(not a shell)']);
    expect(JSON.stringify([got().argv, got().env])).not.toContain(CANARY);
  });

  it('reads it in one variable, and nowhere else', async () => {
    const plan = { ...script(readsStdin), hand: inVariable };
    expect(await command().run(plan, secretValue)).toMatchObject({ kind: 'ended', exitCode: 0 });
    const { MY_SECRET, ...others } = got().env;
    expect(MY_SECRET).toBe(secretValue);
    expect(JSON.stringify([got().argv, others, got().stdin])).not.toContain(CANARY);
    expect(got().stdin).toBe('');
  });

  it('gets little of our own environment', async () => {
    const env = {
      ...{ PATH: process.env['PATH'], HOME: dir, LANG: 'C.UTF-8', LC_ALL: 'C', TZ: 'UTC' },
      ...{ NODE_OPTIONS: '--no-such', LD_PRELOAD: 'x', AWS_SECRET_ACCESS_KEY: 'x', GIT_DIR: 'x' },
      ...{ https_proxy: 'http://x', BASH_ENV: 'x', PYTHONPATH: 'x', REKEY_OTHER: 'x' },
    };
    await command(env).run(script(`note('')`), secretValue);
    expect(Object.keys(got().env).toSorted()).toEqual(['HOME', 'LANG', 'LC_ALL', 'PATH', 'TZ']);
  });

  it('is found on the path by its name', async () => {
    const path = join(dir, 'hand-over');
    writeFileSync(path, `#!/bin/sh\ncat > '${dir}/stdin'\n`);
    chmodSync(path, 0o755);
    const plan = { ...script(''), file: 'hand-over', args: [] };
    const env = { PATH: `${dir}:/usr/bin:/bin` };
    expect(await command(env).run(plan, secretValue)).toMatchObject({ exitCode: 0 });
    expect(readFileSync(join(dir, 'stdin'), 'utf8')).toBe(secretValue);
  });

  it('may end without reading, and its exit code is told', async () => {
    const outcome = await command().run(
      script(`console.error('no'); process.exit(3)`),
      secretValue,
    );
    expect(outcome).toEqual({ kind: 'ended', exitCode: 3, maskedOutput: 'no\n' });
  });
});

describe('what a command prints', () => {
  const printing = async (expression: string): Promise<string> => {
    const plan = script(`const secret = fs.readFileSync(0, 'utf8');
      process.stdout.write('before ' + (${expression}) + ' after');`);
    const outcome = await command().run(plan, secretValue);
    if (outcome.kind !== 'ended') throw new Error(outcome.kind);
    return outcome.maskedOutput;
  };

  it.each([
    ['as it is', 'secret'],
    ['twice', 'secret + " and " + secret'],
    ['in base 64', 'Buffer.from(secret).toString("base64")'],
    ['in base 64 behind a name', 'Buffer.from("user:" + secret).toString("base64url")'],
    ['in hexadecimal', 'Buffer.from(secret).toString("hex")'],
    ['with percent codes', 'encodeURIComponent(secret)'],
    ['in JSON', 'JSON.stringify({ value: secret })'],
    ['in colours', '"\\u001b[31m" + secret.replace("RK", "\\u001b[1mRK") + "\\u001b[0m"'],
    ['in a colour for each letter', 'Array.from(secret, (each) => "\\u001b[1m" + each).join("")'],
    ['in UTF-16', 'Buffer.from(secret, "utf16le").toString("latin1")'],
    ['in part', 'secret.slice(0, 20)'],
  ])('is shown without the secret %s', async (_how, expression) => {
    const shown = await printing(expression);
    expect(shown).toContain('before ');
    expect(shown).toMatch(/ after$/);
    expect(shown).toContain('[redacted]');
    expect(shown).not.toMatch(/RKCANARY|524b43414e|UktDQU5BUl|abcde/i);
  });

  it('is masked on stderr, too', async () => {
    const plan = script(`console.log('out'); console.error('err ' + process.env.MY_SECRET);`);
    const outcome = await command().run({ ...plan, hand: inVariable }, secretValue);
    if (outcome.kind !== 'ended') throw new Error(outcome.kind);
    expect(outcome.maskedOutput).toMatch(/^out\n\nerr .*\[redacted\]/);
    expect(outcome.maskedOutput).not.toContain(CANARY);
  });

  it('is masked for a secret that is as short as a word', async () => {
    const plan = script(`console.log('say ' + process.env.MY_SECRET);`);
    const outcome = await command().run({ ...plan, hand: inVariable }, 'hunter2');
    expect(outcome).toMatchObject({ maskedOutput: 'say [redacted]\n' });
  });

  it('is cut when it is long, without a piece of the secret at the end', async () => {
    const half = 32 * 1_024;
    for (const visible of [6, 11, 20]) {
      const shown = await printing(
        `'x '.repeat(20000).slice(0, ${half - 7 - visible}) + secret + 'y'.repeat(9e5)`,
      );
      expect(shown.length).toBeLessThan(half);
      expect(shown).toMatch(/…$/);
      expect(shown).not.toMatch(/sec-c|abcde/);
    }
  });
});

describe('a command that does not end', () => {
  it('is ended in time with all that it started, and is waited for', async () => {
    const plan = script(`
      const { spawn } = require('node:child_process');
      const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
      process.on('SIGTERM', () => {});
      fs.writeFileSync(${JSON.stringify(join(dir, 'pids'))}, process.pid + ' ' + child.pid);
      console.log('started ' + fs.readFileSync(0, 'utf8'));
      setInterval(() => {}, 1000);`);
    const outcome = await command().run({ ...plan, timeoutMs: 5_000 }, secretValue);
    expect(outcome.kind).toBe('timed-out');
    expect(JSON.stringify(outcome)).toContain('started');
    expect(JSON.stringify(outcome)).not.toContain(CANARY);
    const pids = readFileSync(join(dir, 'pids'), 'utf8').split(' ').map(Number);
    expect(pids).toHaveLength(2);
    await expect.poll(() => pids.filter(isAlive)).toEqual([]);
  });

  it('does not hold us when it leaves a program behind that keeps its output open', async () => {
    const plan = script(`
      const { spawn } = require('node:child_process');
      const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
      fs.writeFileSync(${JSON.stringify(join(dir, 'pids'))}, String(child.pid));
      console.log('done'); process.exit(0);`);
    const outcome = await command().run(plan, secretValue);
    expect(outcome).toEqual({ kind: 'ended', exitCode: 0, maskedOutput: 'done\n' });
    const pid = Number(readFileSync(join(dir, 'pids'), 'utf8'));
    await expect.poll(() => isAlive(pid)).toBe(false);
  });
});

describe('a command that runs when the app quits', () => {
  const isReady = (): boolean => existsSync(join(dir, 'pids'));
  const pids = (): number[] => readFileSync(join(dir, 'pids'), 'utf8').split(' ').map(Number);
  /** Its child does not listen either, and says when it no longer does. */
  const deafChild = `process.on('SIGTERM', () => {});
    process.stdout.write('deaf');
    setInterval(() => {}, 1000);`;
  const hangs = (onTerm: string): CommandPlan =>
    script(`
      const { spawn } = require('node:child_process');
      process.on('SIGTERM', () => { ${onTerm} });
      const child = spawn(process.execPath, ['-e', ${JSON.stringify(deafChild)}]);
      child.stdout.once('data', () => {
        fs.writeFileSync('pids.part', process.pid + ' ' + child.pid);
        fs.renameSync('pids.part', 'pids');
      });`);

  it.each([
    ['it does not listen', ''],
    ['it says that all went well', 'process.exit(0)'],
  ])('is ended with all that it started, and its outcome is not known: %s', async (_, onTerm) => {
    const commands = command();
    const outcome = commands.run({ ...hangs(onTerm), cwd: dir }, secretValue);
    await expect.poll(isReady, { timeout: 20_000 }).toBe(true);
    const askedAt = performance.now();
    commands.endAll();
    expect(await outcome).toEqual({ kind: 'stopped' });
    expect(performance.now() - askedAt).toBeLessThan(15_000);
    await expect.poll(() => pids().filter(isAlive)).toEqual([]);
  });

  it('is not started any more', async () => {
    const commands = command();
    commands.endAll();
    expect(await commands.run(script(readsStdin), secretValue)).toEqual({ kind: 'stopped' });
    expect(existsSync(join(dir, 'got.json'))).toBe(false);
  });

  it('keeps the outcome that it had before', async () => {
    const commands = command();
    const outcome = await commands.run(script(`console.log('done')`), secretValue);
    commands.endAll();
    expect(outcome).toEqual({ kind: 'ended', exitCode: 0, maskedOutput: 'done\n' });
  });
});

/** Neither gone nor a zombie that its new parent has not seen yet. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const stat = `/proc/${String(pid)}/stat`;
  return !existsSync(stat) || !readFileSync(stat, 'utf8').includes(') Z ');
}

describe('a command that cannot be run', () => {
  it.each<[string, Partial<CommandPlan>, string]>([
    ['a relative path', { file: './script.sh' }, 'program'],
    ['an empty name', { file: '' }, 'program'],
    ['a program with a NUL', { file: '/bin/sh\0' }, 'program'],
    ['an argument with a NUL', { args: ['a\0b'] }, 'argument'],
    ['an argument that holds the secret', { args: [`--token=${secretValue}`] }, 'argument'],
    ['a folder that is not there', { cwd: '/no/such/folder' }, 'folder'],
    ['a relative folder', { cwd: 'here' }, 'folder'],
    ['a variable of the system', { hand: { kind: 'env', name: 'LD_PRELOAD' } }, 'variable-name'],
  ])('is refused for %s', async (_what, changes, reason) => {
    const plan = { ...script(readsStdin), ...changes };
    expect(await command().run(plan, secretValue)).toEqual({ kind: 'refused', reason });
    expect(existsSync(join(dir, 'got.json'))).toBe(false);
  });

  it('is refused for a secret that cannot be handed over whole', async () => {
    const plan = { ...script(readsStdin), hand: inVariable };
    for (const oddSecret of ['', 'a\0b', 'x'.repeat(40_000)]) {
      expect(await command().run(plan, oddSecret)).toEqual({ kind: 'refused', reason: 'secret' });
    }
  });

  it.each(['/a/x.bat', '/a/x.CMD', '/a/x.cmd. ', '/a/x.bat...'])(
    'is refused on Windows as a batch file: %s',
    async (file) => {
      const plan = { ...script(''), file };
      expect(await command(process.env, 'win32').run(plan, secretValue)).toEqual({
        kind: 'refused',
        reason: 'batch-file',
      });
    },
  );

  it('is refused on Windows by its name alone, which is looked up in the folder first', async () => {
    const plan = { ...script(''), file: 'gh' };
    expect(await command(process.env, 'win32').run(plan, secretValue)).toMatchObject({
      reason: 'program',
    });
  });

  it('is not found', async () => {
    for (const file of [join(dir, 'nothing'), 'rekey-no-such-program']) {
      const outcome = await command().run({ ...script(''), file }, secretValue);
      expect(outcome).toEqual({ kind: 'not-found' });
    }
  });

  it('fails when it may not be started, is no program, or is ended by a signal', async () => {
    const path = join(dir, 'text');
    writeFileSync(path, 'no program', { mode: 0o644 });
    const failed = { kind: 'failed', maskedOutput: '' };
    expect(await command().run({ ...script(''), file: path }, secretValue)).toEqual(failed);
    const large = Array.from({ length: 200 }, () => 'x'.repeat(100_000));
    expect(await command().run({ ...script(''), args: large }, secretValue)).toEqual(failed);
    const killed = script(`process.kill(process.pid, 'SIGTERM'); setInterval(() => {}, 1000);`);
    expect(await command().run(killed, secretValue)).toEqual(failed);
  });
});

describe('the name of a variable for a secret', () => {
  it.each([
    'MY_SECRET',
    'PUBNUB_SECRET_KEY',
    '_X',
    'A',
    'ABLY_API_KEY',
    'A'.repeat(64),
    'ENVIRONMENT',
  ])('%s is fine', (name) => {
    expect(isSecretVariable(name)).toBe(true);
  });

  it.each([
    ...[
      'PATH',
      'LD_PRELOAD',
      'LD_',
      'DYLD_INSERT_LIBRARIES',
      'NODE_OPTIONS',
      'ELECTRON_RUN_AS_NODE',
    ],
    ...['PYTHONPATH', 'PYTHON', 'BASH_ENV', 'ENV', 'IFS', 'PERL5LIB', 'RUBYOPT', 'GIT_SSH_COMMAND'],
    ...['SSH_ASKPASS', 'JAVA_TOOL_OPTIONS', '_JAVA_OPTIONS', 'HTTPS_PROXY', 'NO_PROXY', 'PS4'],
    ...['PROMPT_COMMAND', 'HOME', 'LC_ALL', 'XDG_CONFIG_HOME', 'SSLKEYLOGFILE'],
    ...['', '1A', 'a', 'My_Secret', 'A-B', 'A B', 'A=B', 'A\0', 'A\n', 'É', 'A'.repeat(65)],
  ])('%j is not', (name) => {
    expect(isSecretVariable(name)).toBe(false);
  });

  it('is always of plain capital letters, digits and underscores', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 70 }), (name) => {
        if (isSecretVariable(name)) expect(name).toMatch(/^[A-Z_][A-Z0-9_]{0,63}$/);
      }),
      { numRuns: 20_000 },
    );
  });
});
