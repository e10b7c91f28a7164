import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PickedFileId } from '../../shared/lib/ids.ts';
import type { DestinationChoice } from '../../shared/rotations/destination.ts';
import type { ChildHandle } from './child-handle.ts';

/** Where the new secret goes: a new file of its own, or places in files that are there. */
export type Destinations = 'new-file' | 'own-files';

const ENV_NAME = 'SERVICE_KEY';
const envFile = (value: string): string => `# service\nPORT=8080\n${ENV_NAME}=${value}\n`;
const jsonFile = (value: string): string => `{\n  "service": { "key": "${value}" }\n}\n`;
const FORMER = 'former-value';

/** The files of the person that are handed the new secret, and whether each is whole. */
export class HandedOut {
  private readonly dir: string;
  private readonly kind: Destinations;
  private readonly secretPath: string;
  private readonly rewritten: { readonly path: string; text(value: string): string }[];

  constructor(dir: string, kind: Destinations) {
    this.dir = dir;
    this.kind = kind;
    this.secretPath = join(dir, 'secret.txt');
    this.rewritten = [
      { path: join(dir, '.env'), text: envFile },
      { path: join(dir, 'config.json'), text: jsonFile },
    ];
    mkdirSync(dir, { recursive: true });
    if (kind === 'own-files')
      for (const { path, text } of this.rewritten)
        writeFileSync(path, text(FORMER), { mode: 0o600 });
  }

  /** The files that may hold the secret. */
  get paths(): readonly string[] {
    return this.kind === 'own-files' ? this.rewritten.map(({ path }) => path) : [this.secretPath];
  }

  async choose(child: ChildHandle): Promise<DestinationChoice[]> {
    const picked = async (path: string): Promise<PickedFileId> => {
      const answer = (await child.call({ method: 'pick', path })) as { fileId: PickedFileId };
      return answer.fileId;
    };
    if (this.kind === 'new-file')
      return [
        { kind: 'copy' },
        { kind: 'file', fileId: await picked(this.secretPath) },
        { kind: 'by-hand', note: 'the deployment' },
      ];
    const [env, json] = this.paths;
    if (env === undefined || json === undefined) throw new Error('There are two files');
    return [
      { kind: 'env-file', fileId: await picked(env), name: ENV_NAME },
      { kind: 'json-file', fileId: await picked(json), path: ['service', 'key'] },
      { kind: 'copy' },
    ];
  }

  /** At any instant each file of the person's own is as it was, or holds a new secret, as a whole. */
  torn(secretValues: readonly string[]): string[] {
    if (this.kind === 'new-file') return [];
    return this.rewritten.flatMap(({ path, text }) => {
      const found = readFileSync(path, 'utf8');
      return [FORMER, ...secretValues].some((value) => found === text(value))
        ? []
        : [`${path} is neither old nor new`];
    });
  }

  /** At the end: all files hold this secret, or, where it is null, what they held before. */
  wrong(secretValue: string | null): string[] {
    const left = readdirSync(this.dir)
      .map((name) => join(this.dir, name))
      .filter((path) => !this.paths.includes(path))
      .map((path) => `${path} was left behind`);
    if (this.kind === 'own-files')
      return [
        ...left,
        ...this.rewritten
          .filter(({ path, text }) => readFileSync(path, 'utf8') !== text(secretValue ?? FORMER))
          .map(({ path }) => `${path} does not hold what it should`),
      ];
    if (secretValue === null) return left;
    if (readFileSync(this.secretPath, 'utf8') !== `${secretValue}\n`)
      left.push('the file does not hold the new secret');
    if ((statSync(this.secretPath).mode & 0o777) !== 0o600) left.push('others may read the file');
    return left;
  }
}
