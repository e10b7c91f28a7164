import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PickedFileId } from '../../shared/lib/ids.ts';
import { pickedFileIdSchema } from '../../shared/lib/ids.ts';
import type { EventName, Payload } from '../../shared/ipc/contract.ts';
import type { HostPorts } from '../../electron/composition/host-ports.ts';
import { SystemIdSource } from '../../electron/platform/id-source.ts';
import { NodeFileWriter } from '../../electron/platform/node/file-writer.ts';
import { NodeSecretCommand } from '../../electron/platform/node/secret-command.ts';
import { NodeSecretFiles } from '../../electron/platform/node/secret-files.ts';
import { Redactor } from '../../electron/platform/redaction.ts';
import type { Confirmation, FilePicker, PickedFile } from '../../electron/services/ports/host.ts';
import type { Keychain } from '../../electron/services/ports/keychain.ts';
import { FakeClock } from './fake-clock.ts';
import { FakeKeychain } from './fake-keychain.ts';
import { MemoryClipboard } from './memory-clipboard.ts';

/** A person who answers every question the same way, and remembers what was asked. */
class FakePerson implements Confirmation {
  says = true;
  readonly asked: { title: string; detail: string; verb: string }[] = [];

  ask(question: { title: string; detail: string; verb: string }): Promise<boolean> {
    this.asked.push(question);
    return Promise.resolve(this.says);
  }
}

/** Picks the paths it was given, one after the other; then it cancels. */
export class FakePicker implements FilePicker {
  readonly nextPaths: string[] = [];
  private readonly picked = new Map<PickedFileId, { path: string; fileName: string }>();
  private readonly toSave = new Set<PickedFileId>();

  pickSave(): Promise<PickedFile | null> {
    const path = this.nextPaths.shift();
    if (path === undefined) return Promise.resolve(null);
    const picked = this.keep(path);
    this.toSave.add(picked.fileId);
    return Promise.resolve(picked);
  }

  pickOpen({ many }: Parameters<FilePicker['pickOpen']>[0]): Promise<PickedFile[]> {
    const paths = this.nextPaths.splice(0, many ? this.nextPaths.length : 1);
    return Promise.resolve(paths.map((path) => this.keep(path)));
  }

  resolve(fileId: PickedFileId): { path: string; fileName: string } | null {
    return this.picked.get(fileId) ?? null;
  }

  resolveSave(fileId: PickedFileId): { path: string; fileName: string } | null {
    return this.toSave.has(fileId) ? this.resolve(fileId) : null;
  }

  private keep(path: string): PickedFile {
    const fileId = pickedFileIdSchema.parse(`01PCKED${String(this.picked.size).padStart(19, '0')}`);
    const fileName = path.split('/').at(-1) ?? path;
    this.picked.set(fileId, { path, fileName });
    return { fileId, fileName };
  }
}

/** A host for the real services: real database and sandbox, a fake keychain and a person to ask. */
export class TestHost {
  readonly profileDir: string;
  readonly clock = new FakeClock(Date.UTC(2026, 10, 21, 9));
  readonly keychain: FakeKeychain;
  readonly person = new FakePerson();
  readonly picker = new FakePicker();
  readonly clipboard = new MemoryClipboard();
  readonly published: { name: EventName; payload: unknown }[] = [];
  readonly logged: string[] = [];
  readonly notices: { readonly title: string; readonly body: string }[] = [];
  /** Who is signed in to the machine. */
  userName: string | null = 'operator';
  private preferences: unknown = {};

  constructor(options: { profileDir?: string; keychain?: FakeKeychain } = {}) {
    this.profileDir = options.profileDir ?? mkdtempSync(join(tmpdir(), 'rekey-test-'));
    this.keychain = options.keychain ?? new FakeKeychain({ clock: this.clock });
  }

  ports(overrides: { keychain?: Keychain; fetch?: HostPorts['fetch'] } = {}): HostPorts {
    return {
      host: 'browser',
      version: '0.0.0-test',
      platform: 'linux',
      userName: this.userName,
      profileDir: this.profileDir,
      allowLoopback: true,
      clock: this.clock,
      ids: new SystemIdSource(this.clock),
      logger: {
        info: (event) => this.logged.push(event),
        warn: (event) => this.logged.push(event),
        bug: (event, cause) => {
          this.logged.push(
            `${event}: ${cause instanceof Error ? (cause.stack ?? '') : String(cause)}`,
          );
          return `bug-${String(this.logged.length)}`;
        },
      },
      events: {
        publish: <N extends EventName>(name: N, payload: Payload<N>) => {
          this.published.push({ name, payload });
        },
      },
      confirmation: this.person,
      filePicker: this.picker,
      fileWriter: new NodeFileWriter(),
      secretFiles: new NodeSecretFiles(),
      secretCommand: new NodeSecretCommand({ redactor: new Redactor() }),
      clipboard: this.clipboard,
      links: {
        open: () => Promise.resolve({ ok: true, value: null }),
        openConsent: () => Promise.resolve({ ok: true, value: null }),
      },
      notifications: {
        show: (notice) => {
          this.notices.push(notice);
        },
      },
      preferences: {
        read: () => this.preferences,
        write: (values) => {
          this.preferences = values;
        },
      },
      fetch: () => Promise.reject(new TypeError('fetch failed', { cause: { code: 'ENOTFOUND' } })),
      keychain: this.keychain,
      ...overrides,
    };
  }

  /** Bugs that were logged; a test that expects none asserts that this is empty. */
  bugs(): string[] {
    return this.logged.filter((line) => line.includes(': '));
  }

  async remove(): Promise<void> {
    await rm(this.profileDir, { recursive: true, force: true });
  }
}
