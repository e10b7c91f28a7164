import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { entryHash, GENESIS_HASH } from '../../../shared/activity/activity-chain.ts';
import type { ActivityEntry } from '../../../shared/activity/activity-entry.ts';
import { ok } from '../../../shared/errors/app-error.ts';
import type { RotationId } from '../../../shared/lib/ids.ts';
import { parseRotation, type Rotation } from '../../../shared/rotations/rotation.ts';
import type { RotationReceipt } from '../../../shared/rotations/rotation-receipt.ts';
import { digestOf } from '../../../electron/services/canonical-digest.ts';
import { ReceiptService } from '../../../electron/services/receipt-service.ts';
import { errorOf, valueOf } from '../services/services-world.ts';
import { RotationWorld } from './rotation-world.ts';

/** Access Manager is on and the secret can be read. */
const PROVABLE = 'orders-staging';

let world: RotationWorld;
let id: RotationId;

beforeEach(async () => {
  world = await RotationWorld.open();
  ({ id } = await world.untilDistributing(PROVABLE));
  await world.confirmAll(id);
  await world.retire(id);
  valueOf(world.services.connections.rename(world.services.connections.list()[0]!.id, 'Renamed'));
});

afterEach(async () => {
  await world.close();
});

const verdict = () => valueOf(world.services.receipts.verify(id));

describe('a receipt', () => {
  it('is vouched for by the log, also after a restart', async () => {
    const receipt = valueOf(world.services.rotations.receipt(id));
    const { activity, ...rest } = receipt;
    expect(verdict()).toEqual({ verdict: 'vouched', digest: digestOf(rest) });
    const closing = world.services.activity
      .page(null, 50)
      .entries.find(({ seq }) => seq === activity?.seq);
    expect(closing?.facts).toEqual({ step: 'completed', receipt: digestOf(rest) });
    await world.restart();
    expect(verdict().verdict).toBe('vouched');
  });

  it('has none before the end', async () => {
    const { id: open } = await world.untilDistributing('telemetry-dev');
    expect(errorOf(world.services.receipts.verify(open))).toMatchObject({
      reason: 'step-not-allowed',
    });
  });

  it('is not vouched for by a log in which any entry was changed, dropped or moved', () => {
    const entries = allEntries();
    const last = entries.length - 1;
    const closingIndex = (valueOf(world.services.rotations.receipt(id)).activity?.seq ?? 0) - 1;
    expect(last).toBeGreaterThan(closingIndex);
    expect(verdictBy(entries)).toBe('vouched');
    for (const [index, entry] of entries.entries()) {
      const next = entries[index + 1];
      const logs: (readonly ActivityEntry[])[] = [
        entries.with(index, { ...entry, subject: `${entry.subject}!` }),
        entries.with(index, { ...entry, at: entry.at - 1 }),
        entries.with(index, { ...entry, facts: { ...entry.facts, added: true } }),
        entries.with(index, { ...entry, hash: 'f'.repeat(64) }),
        ...(index === last ? [] : [entries.toSpliced(index, 1)]),
        ...(next === undefined ? [] : [entries.toSpliced(index, 2, next, entry)]),
        ...(next === undefined
          ? []
          : [
              entries.toSpliced(index, 2, { ...next, seq: entry.seq }, { ...entry, seq: next.seq }),
            ]),
      ];
      for (const log of logs) expect({ index, verdict: verdictBy(log) }).toEqual(broken(index));
    }
    // The end of a log can be cut off unseen, but not the entry of the receipt.
    expect(verdictBy(entries.slice(0, closingIndex))).toBe('log-broken');
  });

  it('differs from a whole log that was written anew with another closing entry', () => {
    const rewritten = rechained(
      allEntries().map((entry) =>
        entry.action === 'rotation.completed'
          ? { ...entry, facts: { ...entry.facts, receipt: 'f'.repeat(64) } }
          : entry,
      ),
    );
    expect(verdictBy(rewritten)).toBe('differs');
  });

  it('of a key that was found without its secret is also vouched for as older versions wrote it', () => {
    const receipt = {
      ...valueOf(world.services.rotations.receipt(id)),
      outcome: 'rolled-back' as const,
    };
    const { activity, ...nameless } = { ...receipt, newKey: null };
    const seq = activity?.seq ?? 0;
    const log = rechained(
      allEntries().map((entry) =>
        entry.seq === seq
          ? { ...entry, facts: { ...entry.facts, receipt: digestOf(nameless) } }
          : entry,
      ),
    );
    const hash = log[seq - 1]?.hash ?? '';
    const receiptOf = (part: Partial<RotationReceipt>) => ({
      receipt: () => ok({ ...receipt, activity: { seq, hash }, ...part }),
    });
    expect(verdictBy(log, receiptOf({}))).toBe('vouched');
    expect(verdictBy(log, receiptOf({ outcome: 'completed' }))).toBe('differs');
    expect(verdictBy(log, receiptOf({ proofNew: null }))).toBe('differs');
  });

  it.each<[string, (row: Rotation) => Partial<Rotation>]>([
    ['proof', () => ({ proofDead: null })],
    ['stub', ({ oldKey }) => ({ oldKey: { ...oldKey, stub: 'sec-c-other' } })],
    ['account', () => ({ accountName: 'somebody else' })],
    ['destinations', () => ({ destinations: [] })],
    ['times', ({ timeline }) => ({ timeline: timeline.map(({ step }) => ({ at: 1, step })) })],
    ['closing entry', ({ closing }) => ({ closing: { hash: closing?.hash ?? '', seq: 1 } })],
    ['missing closing entry', () => ({ closing: null })],
  ])('differs from the log after a change of its row: %s', async (_what, change) => {
    await world.restartAfter(({ rotations }) => {
      const found = rotations.find(id);
      const parsed = parseRotation(found?.json ?? '');
      if (found === null || parsed.kind !== 'rotation') throw new Error('Saved');
      const row = { ...parsed.rotation, ...change(parsed.rotation) };
      const { connectionId, updatedAt } = row;
      rotations.save({ id, ...found, connectionId, updatedAt, json: JSON.stringify(row) });
    });
    expect(verdict().verdict).toBe('differs');
  });

  it('is written down for others, without a secret or a path', async () => {
    const { receipts } = world.services;
    for (const format of ['json', 'markdown'] as const) {
      const { path } = await world.pickFile(`receipt.${format}`);
      world.host.picker.nextPaths.push(path);
      expect(valueOf(await receipts.export(id, format))).toBe(`receipt.${format}`);
      const text = readFileSync(path, 'utf8');
      expect(text).toContain(verdict().digest);
      expect(text).toContain(PROVABLE);
      expect(text).not.toContain('RKCANARY');
      expect(text).not.toContain(world.host.profileDir);
      if (format === 'markdown') continue;
      const file = JSON.parse(text) as { receipt: RotationReceipt; digest: string };
      expect(file).toMatchObject({ format: 'rekey-receipt', version: 1, digest: verdict().digest });
      expect(file.receipt).toEqual(valueOf(world.services.rotations.receipt(id)));
    }
    expect(valueOf(await receipts.export(id, 'json'))).toBeNull();
  });
});

const broken = (index: number): unknown => ({ index, verdict: 'log-broken' });

function allEntries(): ActivityEntry[] {
  const entries: ActivityEntry[] = [];
  world.services.activity.each((entry) => entries.push(entry));
  return entries;
}

/** As if somebody had changed the log behind Rekey's back. */
function verdictBy(
  log: readonly ActivityEntry[],
  rotations: ConstructorParameters<typeof ReceiptService>[0]['rotations'] = world.services
    .rotations,
): string {
  const { registry } = world.services;
  const service = new ReceiptService({
    ...{ rotations, registry, picker: world.host.picker, files: world.host.ports().fileWriter },
    activity: {
      each: (visit) => {
        log.forEach(visit);
      },
    },
  });
  return valueOf(service.verify(id)).verdict;
}

/** Every hash computed again. */
function rechained(log: readonly ActivityEntry[]): ActivityEntry[] {
  let previousHash = GENESIS_HASH;
  return log.map(({ hash: _hash, ...entry }) => {
    previousHash = entryHash(previousHash, entry, (text) =>
      createHash('sha256').update(text).digest('hex'),
    );
    return { ...entry, hash: previousHash };
  });
}
