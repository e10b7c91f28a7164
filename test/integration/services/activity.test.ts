import { readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3-multiple-ciphers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifyActivity } from '../../../electron/services/activity-verification.ts';
import { saltOf } from '../../../electron/storage/data-key.ts';
import { errorOf, ServicesWorld, valueOf } from './services-world.ts';

const KEY = 'telemetry-dev';

let world: ServicesWorld;

const pick = async (fileName: string) => {
  const path = join(world.host.profileDir, fileName);
  world.host.picker.nextPaths.push(path);
  const picked = await world.host.picker.pickSave();
  if (picked === null) throw new Error('Picked');
  return { fileId: picked.fileId, path };
};

/** The database as somebody with the key could open it. */
function openDatabase(): Database.Database {
  const name = world.profileFiles().find((file) => file.endsWith('.db'));
  const dataKey = [...world.host.keychain.secretsByName].find(([item]) =>
    item.endsWith('/data-key'),
  )?.[1];
  if (name === undefined || dataKey === undefined) throw new Error('A profile');
  const database = new Database(join(world.host.profileDir, name));
  database.pragma(`cipher = 'sqlcipher'`);
  database.pragma('legacy = 4');
  const bytes = new Uint8Array(Buffer.from(dataKey, 'hex'));
  const rawKey = Buffer.concat([bytes, saltOf(bytes)]).toString('hex');
  database.key(Buffer.from(`x'${rawKey}'`));
  return database;
}

/** Somebody changes the log behind Rekey's back. */
async function tamper(sql: string): Promise<void> {
  await world.stop();
  const database = openDatabase();
  database.exec(`
    DROP TRIGGER activityIsNeverChanged;
    DROP TRIGGER activityIsNeverDeleted;
    DROP TRIGGER activityOnlyGrows;`);
  database.exec(sql);
  database.close();
  await world.start();
}

beforeEach(async () => {
  world = await ServicesWorld.connected();
});

afterEach(async () => {
  await world.close();
});

/** Does one of everything, with a refusal of most. */
async function doEverything(): Promise<void> {
  const { services } = world;
  const keyId = world.key(KEY).id;
  const partId = world.secretPart(KEY).id;
  valueOf(services.connections.rename(world.connection.id, 'Work'));
  valueOf(await services.connections.createContainer(world.connection.id, 'Billing'));
  valueOf(await services.secrets.reveal(partId));
  valueOf(await services.secrets.copy(partId));
  valueOf(await services.secrets.keep(partId));
  const annotations = { notes: 'n', owner: 'o', purpose: 'p', isPublic: false };
  valueOf(services.keys.annotate(keyId, annotations));
  const edit = { keyId, environment: null, scope: null, typedName: null };
  valueOf(await services.scopes.edit({ ...edit, name: 'renamed' }));
  const put = { keyId, name: 'DB', secretValue: 'db-RKCANARY' };
  const entry = valueOf(await services.vault.put({ ...put, intent: 'create' }));
  valueOf(await services.vault.reveal(entry.id));
  valueOf(await services.vault.copy(entry.id));
  await services.vault.delete(entry.id, 'no');
  valueOf(await services.vault.delete(entry.id, 'DB'));
  await services.keys.end(keyId, 'disable', 'no');
  valueOf(await services.keys.end(keyId, 'disable', 'renamed'));
  valueOf(await world.signIn());
  await services.forgetting.forget(world.connection.id, 'no');
  valueOf(await services.forgetting.forget(world.connection.id, 'Work'));
}

describe('the log', () => {
  it('holds every action and every refusal once, in order, and its chain holds', async () => {
    await doEverything();
    const told = world.activity().map(({ action, outcome }) => `${action} ${outcome}`);
    expect(told.toReversed()).toEqual([
      'connection.connected done',
      'sync.completed done',
      'connection.renamed done',
      'container.created done',
      'secret.revealed done',
      'secret.copied done',
      'secret.kept done',
      'key.annotated done',
      'key.edited done',
      'vault.put done',
      'vault.revealed done',
      'vault.copied done',
      'vault.deleted refused',
      'vault.deleted done',
      'key.disabled refused',
      'key.disabled done',
      'connection.signed-in done',
      'connection.forgotten refused',
      'connection.forgotten done',
    ]);
    expect(verifyActivity(world.services.activity)).toEqual({
      entryCount: told.length,
      brokenAtSeq: null,
    });
    await world.restart();
    expect(verifyActivity(world.services.activity).brokenAtSeq).toBeNull();
  });

  it('is paged without gaps', async () => {
    await doEverything();
    const all = world.activity().map(({ seq }) => seq);
    const paged: number[] = [];
    for (let before: number | null = null; ; before = paged.at(-1) ?? null) {
      const { entries, total } = world.services.activity.page(before, 4);
      expect(total).toBe(all.length);
      if (entries.length === 0) break;
      paged.push(...entries.map(({ seq }) => seq));
    }
    expect(paged).toEqual(all);
  });

  it.each([
    ['changed', "UPDATE activity SET subject = 'harmless' WHERE seq = 2", 2],
    ['deleted', 'DELETE FROM activity WHERE seq = 2', 3],
    ['turned from refused to done', "UPDATE activity SET outcome = 'done' WHERE seq = 13", 13],
    ['made unreadable', "UPDATE activity SET facts = 'no json' WHERE seq = 3", 3],
    ['dated back', 'UPDATE activity SET at = at - 1000 WHERE seq = 1', 1],
  ])('tells where an entry was %s', async (_what, sql, seq) => {
    await doEverything();
    await tamper(sql);
    expect(verifyActivity(world.services.activity).brokenAtSeq).toBe(seq);
  });
});

describe('the exported log', () => {
  it('is a file of mode 0600 with one line for each entry and no secret', async () => {
    await doEverything();
    const { fileId, path } = await pick('activity.jsonl');
    const exported = valueOf(await world.services.exports.exportActivity(fileId));
    const text = readFileSync(path, 'utf8');
    const lines = text.trimEnd().split('\n');
    expect(exported).toEqual({ entryCount: lines.length, fileName: 'activity.jsonl' });
    expect(lines.map((line) => (JSON.parse(line) as { seq: number }).seq)).toEqual(
      world
        .activity()
        .map(({ seq }) => seq)
        .toReversed(),
    );
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(text).not.toContain('RKCANARY');
  });

  it('replaces the file that the person chose, as a whole and with its mode', async () => {
    const { fileId, path } = await pick('activity.jsonl');
    writeFileSync(path, 'something older and longer'.repeat(1_000), { mode: 0o644 });
    valueOf(await world.services.exports.exportActivity(fileId));
    expect(readFileSync(path, 'utf8')).not.toContain('something older');
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('is not written through a link', async () => {
    const { fileId, path } = await pick('activity.jsonl');
    const target = join(world.host.profileDir, 'target');
    writeFileSync(target, 'mine');
    symlinkSync(target, path);
    expect(errorOf(await world.services.exports.exportActivity(fileId))).toEqual({
      kind: 'file-refused',
      reason: 'is-a-link',
      fileName: 'activity.jsonl',
    });
    expect(readFileSync(target, 'utf8')).toBe('mine');
  });

  it('goes only where the person picked', async () => {
    const { fileId } = await pick('activity.jsonl');
    const other = fileId.replace(/.$/, 'Z') as typeof fileId;
    expect(errorOf(await world.services.exports.exportActivity(other))).toMatchObject({
      reason: 'not-picked',
    });
  });

  it('says when there is no such folder', async () => {
    const { fileId } = await pick('nowhere/activity.jsonl');
    expect(errorOf(await world.services.exports.exportActivity(fileId))).toMatchObject({
      kind: 'file-refused',
      reason: 'no-folder',
    });
  });
});
