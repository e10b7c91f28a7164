import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KeyId, PickedFileId } from '../../shared/lib/ids.ts';
import type { DestinationChoice } from '../../shared/rotations/destination.ts';
import type { ChildHandle } from './child-handle.ts';

/**
 * Where the new secret goes: a new file of its own, places in files that are there, or a program
 * and, where there is one, the provider's vault.
 */
export type Destinations = 'new-file' | 'own-files' | 'programs';

/** A name of this trial alone in the provider's vault. */
interface VaultName {
  readonly name: string;
  /** What is kept under it; null where there is no vault. */
  readonly read: ((name: string) => string | null) | null;
}

const ENV_NAME = 'SERVICE_KEY';
const envFile = (value: string): string => `# service\nPORT=8080\n${ENV_NAME}=${value}\n`;
const jsonFile = (value: string): string => `{\n  "service": { "key": "${value}" }\n}\n`;
const FORMER = 'former-value';
/** Whole or not at all, also when the app dies before it has handed over the secret. */
const PROGRAM = `#!/bin/sh
secret=$(cat)
[ -n "$secret" ] || exit 1
umask 077
printf %s "$secret" > "$1.part" && mv "$1.part" "$1"
`;

/** What of the person's own is handed the new secret, and whether each is whole. */
export class HandedOut {
  private readonly dir: string;
  private readonly kind: Destinations;
  private readonly vault: VaultName;
  private readonly secretPath: string;
  private readonly programPath: string;
  private readonly rewritten: { readonly path: string; text(value: string): string }[];

  constructor(dir: string, kind: Destinations, vault: VaultName) {
    this.dir = dir;
    this.kind = kind;
    this.vault = vault;
    this.secretPath = join(dir, 'secret.txt');
    this.programPath = join(dir, 'take-secret.sh');
    this.rewritten = [
      { path: join(dir, '.env'), text: envFile },
      { path: join(dir, 'config.json'), text: jsonFile },
    ];
    mkdirSync(dir, { recursive: true });
    if (kind === 'programs') writeFileSync(this.programPath, PROGRAM, { mode: 0o700 });
    if (kind === 'own-files')
      for (const { path, text } of this.rewritten)
        writeFileSync(path, text(FORMER), { mode: 0o600 });
  }

  /** The files that may hold the secret. */
  get paths(): readonly string[] {
    return this.kind === 'own-files' ? this.rewritten.map(({ path }) => path) : [this.secretPath];
  }

  async choose(child: ChildHandle, keyId: KeyId): Promise<DestinationChoice[]> {
    const picked = async (path: string): Promise<PickedFileId> => {
      const answer = (await child.call({ method: 'pick', path })) as { fileId: PickedFileId };
      return answer.fileId;
    };
    switch (this.kind) {
      case 'new-file':
        return [
          { kind: 'copy' },
          { kind: 'file', fileId: await picked(this.secretPath) },
          { kind: 'by-hand', note: 'the deployment' },
        ];
      case 'programs':
        return [
          {
            ...{ kind: 'command', fileId: await picked(this.programPath) },
            ...{ arguments: [this.secretPath], hand: { kind: 'stdin' } },
          },
          ...(this.vault.read === null ? [] : [await this.vaultOf(child, keyId)]),
          { kind: 'copy' },
        ];
      case 'own-files': {
        const [env, json] = this.paths;
        if (env === undefined || json === undefined) throw new Error('There are two files');
        return [
          { kind: 'env-file', fileId: await picked(env), name: ENV_NAME },
          { kind: 'json-file', fileId: await picked(json), path: ['service', 'key'] },
          { kind: 'copy' },
        ];
      }
    }
  }

  /** At any instant each place is as it was, or holds a new secret, as a whole. */
  torn(secretValues: readonly string[]): string[] {
    switch (this.kind) {
      case 'new-file':
        return [];
      case 'own-files':
        return this.rewritten.flatMap(({ path, text }) => {
          const found = readFileSync(path, 'utf8');
          return [FORMER, ...secretValues].some((value) => found === text(value))
            ? []
            : [`${path} is neither old nor new`];
        });
      case 'programs':
        return [this.taken, this.inVault].some(
          (found) => found !== null && !secretValues.includes(found),
        )
          ? ['the program or the vault has something else than a secret']
          : [];
    }
  }

  /** At the end: every place holds this secret, or, where it is null, what it may. */
  wrong(secretValue: string | null): string[] {
    const left = readdirSync(this.dir)
      .map((name) => join(this.dir, name))
      .filter((path) => !this.paths.includes(path) && path !== this.programPath)
      .map((path) => `${path} was left behind`);
    if (this.kind === 'own-files')
      return [
        ...left,
        ...this.rewritten
          .filter(({ path, text }) => readFileSync(path, 'utf8') !== text(secretValue ?? FORMER))
          .map(({ path }) => `${path} does not hold what it should`),
      ];
    if (secretValue === null) return left;
    if (this.kind === 'programs') {
      if (this.taken !== secretValue) left.push('the program has not taken the new secret');
      if (this.vault.read !== null && this.inVault !== secretValue)
        left.push('the vault does not hold the new secret');
      return left;
    }
    if (readFileSync(this.secretPath, 'utf8') !== `${secretValue}\n`)
      left.push('the file does not hold the new secret');
    if ((statSync(this.secretPath).mode & 0o777) !== 0o600) left.push('others may read the file');
    return left;
  }

  private async vaultOf(child: ChildHandle, rotatedId: KeyId): Promise<DestinationChoice> {
    const { rows } = await child.value('keys.list', { offset: 0, limit: 5_000 });
    // Trials take keys from the front.
    const reader = rows.findLast(({ id, status }) => status === 'active' && id !== rotatedId);
    if (reader === undefined) throw new Error('There is no other key');
    return { kind: 'vault', keyId: reader.id, name: this.vault.name, intent: 'create' };
  }

  private get taken(): string | null {
    return existsSync(this.secretPath) ? readFileSync(this.secretPath, 'utf8') : null;
  }

  private get inVault(): string | null {
    return this.vault.read?.(this.vault.name) ?? null;
  }
}
