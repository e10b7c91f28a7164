import { createHmac } from 'node:crypto';
import type { PartId } from '../../shared/lib/ids.ts';
import type { FingerprintStore } from '../services/ports/stores.ts';
import type { SqlConnection, SqlStatement } from './sql-connection.ts';

/** 128 bits in hex. */
const FINGERPRINT_LENGTH = 32;

export class SqliteFingerprintStore implements FingerprintStore {
  private readonly fingerprintKey: Uint8Array;
  private readonly upsert: SqlStatement<never>;
  private readonly selectOne: SqlStatement<{ fingerprint: string }>;

  constructor(connection: SqlConnection, fingerprintKey: Uint8Array) {
    this.fingerprintKey = fingerprintKey;
    this.upsert = connection.prepare(`
      INSERT INTO fingerprints (partId, fingerprint) VALUES (?, ?)
      ON CONFLICT (partId) DO UPDATE SET fingerprint = excluded.fingerprint`);
    this.selectOne = connection.prepare('SELECT fingerprint FROM fingerprints WHERE partId = ?');
  }

  of(secretValue: string): string {
    return createHmac('sha256', this.fingerprintKey)
      .update(secretValue, 'utf8')
      .digest('hex')
      .slice(0, FINGERPRINT_LENGTH);
  }

  save(partId: PartId, fingerprint: string): void {
    this.upsert.run(partId, fingerprint);
  }

  find(partId: PartId): string | null {
    return this.selectOne.get(partId)?.fingerprint ?? null;
  }
}
