import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { PartId } from '../../shared/lib/ids.ts';
import { parseRotation, type Rotation } from '../../shared/rotations/rotation.ts';
import { SystemIdSource } from '../../electron/platform/id-source.ts';
import { systemCodeOf } from '../../electron/platform/node/file-steps.ts';
import { openProfile } from '../../electron/storage/profile.ts';
import { secretIdOf } from './true-credential.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { FakeKeychain } from '../fakes/fake-keychain.ts';

/** What is on disk, as the next start would find it. */
export interface ProfileFacts {
  readonly rotations: readonly Rotation[];
  readonly escrowSecrets: ReadonlyMap<PartId, string>;
  /** Of every key in the list, and of every secret of it that has a stub. */
  readonly knownCredentialIds: ReadonlySet<string>;
}

/** An app that is being ended takes its log away, perhaps in the middle of a copy. */
const COPIES = 5;

function copyOf(profileDir: string): string {
  for (let tries = 1; ; tries += 1) {
    const copyDir = mkdtempSync(join(dirname(profileDir), 'rekey-facts-'));
    try {
      cpSync(profileDir, copyDir, { recursive: true });
      return copyDir;
    } catch (cause) {
      rmSync(copyDir, { recursive: true, force: true });
      if (tries === COPIES || systemCodeOf(cause) !== 'ENOENT') throw cause;
    }
  }
}

/** Reads a copy of the profile, so that looking changes nothing. Null: no database was made yet. */
export async function readProfile(
  profileDir: string,
  secretsByName: ReadonlyMap<string, string>,
): Promise<ProfileFacts | null> {
  const copyDir = copyOf(profileDir);
  try {
    const clock = new FakeClock();
    const opening = await openProfile({
      profileDir: copyDir,
      keychain: new FakeKeychain({ secretsByName: new Map(secretsByName) }),
      clock,
      ids: new SystemIdSource(clock),
      logger: { info: () => undefined, warn: () => undefined, bug: () => 'none' },
    });
    if (opening.kind !== 'open') {
      opening.release();
      return null;
    }
    const { stores } = opening;
    try {
      const rotations = stores.rotations.all().flatMap(({ json }) => {
        const parsed = parseRotation(json);
        return parsed.kind === 'rotation' ? [parsed.rotation] : [];
      });
      const escrowed = rotations.flatMap(({ id }) => stores.escrow.of(id));
      const records = stores.connections.all().flatMap(({ id }) => stores.keys.ofConnection(id));
      return {
        rotations,
        escrowSecrets: new Map(escrowed.map(({ partId, secretValue }) => [partId, secretValue])),
        knownCredentialIds: new Set(
          records.flatMap(({ providerKeyId, parts }) => [
            providerKeyId,
            ...parts.map(({ stub }) => secretIdOf(providerKeyId, stub)),
          ]),
        ),
      };
    } finally {
      opening.close();
    }
  } finally {
    rmSync(copyDir, { recursive: true, force: true });
  }
}
