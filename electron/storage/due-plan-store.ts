import { duePlanSchema, noDuePlan, type DuePlan } from '../../shared/keys/due-plan.ts';
import { keyIdSchema, type KeyId } from '../../shared/lib/ids.ts';
import type { DuePlanStore } from '../services/ports/due-stores.ts';
import { jsonText } from './column-schemas.ts';
import type { SqlConnection, SqlStatement } from './sql-connection.ts';

interface PlanColumns {
  readonly keyId: string;
  readonly plan: string;
}

const planTextSchema = jsonText(duePlanSchema);

export class SqliteDuePlanStore implements DuePlanStore {
  private readonly selectOne: SqlStatement<PlanColumns>;
  private readonly selectAll: SqlStatement<PlanColumns>;
  private readonly upsert: SqlStatement<never>;

  constructor(connection: SqlConnection) {
    this.selectOne = connection.prepare('SELECT keyId, "plan" FROM duePlans WHERE keyId = ?');
    this.selectAll = connection.prepare('SELECT keyId, "plan" FROM duePlans');
    this.upsert = connection.prepare(`
      INSERT INTO duePlans (keyId, "plan") VALUES (?, ?)
      ON CONFLICT (keyId) DO UPDATE SET "plan" = excluded."plan"`);
  }

  find(keyId: KeyId): DuePlan {
    const row = this.selectOne.get(keyId);
    return row === undefined ? noDuePlan : planTextSchema.parse(row.plan);
  }

  all(): ReadonlyMap<KeyId, DuePlan> {
    const rows = this.selectAll.all();
    return new Map(
      rows.map(({ keyId, plan }) => [keyIdSchema.parse(keyId), planTextSchema.parse(plan)]),
    );
  }

  save(keyId: KeyId, plan: DuePlan): void {
    this.upsert.run(keyId, JSON.stringify(plan));
  }
}
