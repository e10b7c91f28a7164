import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Logger } from '../../electron/services/ports/logger.ts';
import { openProfile } from '../../electron/storage/profile.ts';
import type { ProfileOpening } from '../../electron/storage/profile.ts';
import { FakeClock } from './fake-clock.ts';
import { FakeIdSource } from './fake-id-source.ts';
import { FakeKeychain } from './fake-keychain.ts';

export type OpenProfile = Extract<ProfileOpening, { kind: 'open' }>;

/** A profile folder of its own, with the real encrypted database and a keychain in memory. */
export class TempProfile {
  readonly profileDir: string;
  readonly keychain = new FakeKeychain();
  readonly clock = new FakeClock();
  readonly ids = new FakeIdSource();
  /** Event names of what was logged as a warning or a bug. */
  readonly warnings: string[] = [];
  private readonly rootDir: string;
  private current: ProfileOpening | null = null;

  /** `parentDir` is where the folder is made: the system's own for temporary files unless given. */
  constructor(parentDir = tmpdir()) {
    this.rootDir = mkdtempSync(join(parentDir, 'rekey-test-'));
    this.profileDir = join(this.rootDir, 'profile');
  }

  /** Opens whatever way it goes; the profile stays locked until `shut`. */
  async attempt(): Promise<ProfileOpening> {
    this.current = await openProfile({
      profileDir: this.profileDir,
      keychain: this.keychain,
      clock: this.clock,
      ids: this.ids,
      logger: this.logger,
    });
    return this.current;
  }

  /** Opens, and fails the test if that is refused. */
  async open(): Promise<OpenProfile> {
    const opening = await this.attempt();
    if (opening.kind === 'open') return opening;
    throw new Error(`The profile was refused: ${opening.kind} ${opening.reason}`);
  }

  /** Closes in good order and opens again, as the next start of the app does. */
  async reopen(): Promise<OpenProfile> {
    this.shut();
    return this.open();
  }

  shut(): void {
    if (this.current?.kind === 'open') this.current.close();
    else this.current?.release();
    this.current = null;
  }

  /**
   * Names of the profile's files that hold these bytes anywhere. Call it after `shut`: reading the
   * lock file in this process would give the lock free.
   */
  filesHolding(text: string): string[] {
    return readdirSync(this.profileDir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => readFileSync(path).includes(text));
  }

  /** Closes and removes everything. */
  remove(): void {
    this.shut();
    rmSync(this.rootDir, { recursive: true, force: true });
  }

  private readonly logger: Logger = {
    info: () => undefined,
    warn: (event) => {
      this.warnings.push(event);
    },
    bug: (event) => {
      this.warnings.push(event);
      return 'reference';
    },
  };
}
