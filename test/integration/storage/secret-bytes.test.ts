import { createDecipheriv } from 'node:crypto';
import { copyFileSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TempProfile } from '../../fakes/temp-profile.ts';
import type { OpenProfile } from '../../fakes/temp-profile.ts';
import {
  activity,
  canarySecret,
  connectionRecord,
  container,
  keyRecord,
  partIdOf,
  rotationIdOf,
} from './sample-records.ts';

const CANARY = 'RKCANARY';

let profile: TempProfile;
let copyDir: string;
beforeEach(() => {
  profile = new TempProfile();
  copyDir = mkdtempSync(join(tmpdir(), 'rekey-copy-'));
});
afterEach(() => {
  profile.remove();
  rmSync(copyDir, { recursive: true, force: true });
});

const databaseFiles = (): string[] =>
  readdirSync(profile.profileDir).filter((name) => name.startsWith('rekey-'));

/** The encrypted files as they are on disk at this moment, log included. */
function copyOnDisk(): string {
  for (const name of databaseFiles()) {
    copyFileSync(join(profile.profileDir, name), join(copyDir, name));
  }
  return join(copyDir, databaseFiles().find((name) => name.endsWith('.db')) ?? '');
}

const PAGE_BYTES = 4_096;
const SALT_BYTES = 16;
/** At the end of each page: the initialisation vector, then its HMAC-SHA-512. */
const IV_BYTES = 16;
const TRAILER_BYTES = 80;
const LOG_HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;

/** SQLCipher 4 undone by hand, so that free pages and free space inside pages are seen, too. */
function decryptedPage(page: Buffer, isFirst: boolean, dataKey: Uint8Array): Buffer {
  const end = page.length - TRAILER_BYTES;
  const decipher = createDecipheriv('aes-256-cbc', dataKey, page.subarray(end, end + IV_BYTES));
  decipher.setAutoPadding(false);
  const encrypted = page.subarray(isFirst ? SALT_BYTES : 0, end);
  return Buffer.concat([decipher.update(encrypted), decipher.final()]);
}

/** How often the canary is in the database and its log once the encryption is taken off. */
function canariesInPlainText(): number {
  const copyPath = copyOnDisk();
  const [encodedSecret = ''] = profile.keychain.secretsByName.values();
  const dataKey = Buffer.from(encodedSecret, 'hex');
  const database = readFileSync(copyPath);
  const log = readFileSync(`${copyPath}-wal`);
  const plain: Buffer[] = [];
  for (let offset = 0; offset < database.length; offset += PAGE_BYTES) {
    const page = database.subarray(offset, offset + PAGE_BYTES);
    plain.push(decryptedPage(page, offset === 0, dataKey));
  }
  const frameBytes = FRAME_HEADER_BYTES + PAGE_BYTES;
  for (let offset = LOG_HEADER_BYTES; offset + frameBytes <= log.length; offset += frameBytes) {
    const page = log.subarray(offset + FRAME_HEADER_BYTES, offset + frameBytes);
    plain.push(decryptedPage(page, log.readUInt32BE(offset) === 1, dataKey));
  }
  // The schema's own text shows that decrypting worked.
  expect(plain.some((page) => page.includes('CREATE TABLE escrow'))).toBe(true);
  return Buffer.concat(plain).toString('latin1').split(CANARY).length - 1;
}

function putSecrets({ stores }: OpenProfile): void {
  for (let number = 0; number < 20; number += 1) {
    stores.escrow.put(rotationIdOf(1), partIdOf(number), 'secret', canarySecret(number));
  }
}

describe('secrets in the database', () => {
  it('are in no file in clear: not in the database, its log, profile.json or the lock', async () => {
    const opened = await profile.open();
    const { stores } = opened;
    stores.connections.save(connectionRecord(1, { label: `${CANARY} account` }));
    stores.containers.upsert(container(1, { name: `${CANARY} app` }));
    stores.keys.save(keyRecord(1, { name: `${CANARY} key`, providerKeyId: CANARY }));
    stores.sandboxStates.save('pubnub-v1', JSON.stringify({ secretValue: canarySecret(1) }));
    stores.activity.append(activity(`${CANARY} subject`));
    stores.fingerprints.save(partIdOf(1), stores.fingerprints.of(canarySecret(1)));
    putSecrets(opened);

    const copyPath = copyOnDisk();
    expect(statSync(`${copyPath}-wal`).size).toBeGreaterThan(0);
    for (const name of readdirSync(copyDir)) {
      expect([name, readFileSync(join(copyDir, name)).includes(CANARY)]).toEqual([name, false]);
    }
    profile.shut();
    expect(profile.filesHolding(CANARY)).toEqual([]);
    const [encodedSecret = ''] = profile.keychain.secretsByName.values();
    expect(profile.filesHolding(encodedSecret)).toEqual([]);
    expect(
      databaseFiles().filter((name) =>
        readFileSync(join(profile.profileDir, name)).includes(Buffer.from(encodedSecret, 'hex')),
      ),
    ).toEqual([]);
  });

  it('are gone from every page and from the log once escrow is cleared', async () => {
    const opened = await profile.open();
    putSecrets(opened);
    expect(canariesInPlainText()).toBeGreaterThanOrEqual(20);

    opened.stores.escrow.clear(rotationIdOf(1));

    const [logName = ''] = databaseFiles().filter((name) => name.endsWith('-wal'));
    expect(statSync(join(profile.profileDir, logName)).size).toBe(0);
    expect(canariesInPlainText()).toBe(0);
  });

  it('are gone after the commit when escrow is cleared inside a transaction', async () => {
    const opened = await profile.open();
    putSecrets(opened);
    const logPath = (): string =>
      join(profile.profileDir, databaseFiles().find((name) => name.endsWith('-wal')) ?? '');
    opened.stores.transaction(() => {
      opened.stores.escrow.clear(rotationIdOf(1));
      opened.stores.connections.save(connectionRecord(1));
      expect(statSync(logPath()).size).toBeGreaterThan(0);
    });
    expect(statSync(logPath()).size).toBe(0);
    expect(canariesInPlainText()).toBe(0);
    expect(opened.stores.connections.all()).toHaveLength(1);
  });

  it('stay when the transaction that cleared escrow is rolled back', async () => {
    const opened = await profile.open();
    putSecrets(opened);
    expect(() => {
      opened.stores.transaction(() => {
        opened.stores.escrow.clear(rotationIdOf(1));
        throw new Error('stop');
      });
    }).toThrow('stop');
    expect((await profile.reopen()).stores.escrow.of(rotationIdOf(1))).toHaveLength(20);
  });
});
