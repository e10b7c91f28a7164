import { z } from 'zod';
import type { Container } from '../../shared/connections/connection.ts';
import { connectionIdSchema, containerIdSchema } from '../../shared/lib/ids.ts';
import type { ConnectionId, ContainerId } from '../../shared/lib/ids.ts';
import type { ContainerStore } from '../services/ports/stores.ts';
import { sortOrderOf } from './sort-order.ts';
import type { SqlConnection, SqlStatement } from './sql-connection.ts';

const rowSchema = z.object({
  id: containerIdSchema,
  connectionId: connectionIdSchema,
  providerContainerId: z.string(),
  name: z.string(),
});

const columns = 'containers.id, connectionId, providerContainerId, name';

export class SqliteContainerStore implements ContainerStore {
  private readonly selectAll: SqlStatement<unknown>;
  private readonly selectOne: SqlStatement<unknown>;
  private readonly insertOrRename: SqlStatement<unknown>;
  private readonly deleteEmpty: SqlStatement<never>;

  constructor(connection: SqlConnection) {
    this.selectAll = connection.prepare(`
      SELECT ${columns} FROM containers JOIN connections ON connections.id = connectionId
      ORDER BY labelOrder, nameOrder, containers.id`);
    this.selectOne = connection.prepare(`SELECT ${columns} FROM containers WHERE id = ?`);
    this.insertOrRename = connection.prepare(`
      INSERT INTO containers (id, connectionId, providerContainerId, name, nameOrder)
      VALUES (@id, @connectionId, @providerContainerId, @name, @nameOrder)
      ON CONFLICT (connectionId, providerContainerId)
        DO UPDATE SET name = @name, nameOrder = @nameOrder
      RETURNING ${columns}`);
    this.deleteEmpty = connection.prepare(`
      DELETE FROM containers
      WHERE connectionId = ? AND id NOT IN (SELECT value FROM json_each(?))
        AND NOT EXISTS (SELECT 1 FROM keys WHERE containerId = containers.id)`);
  }

  all(): readonly Container[] {
    return this.selectAll.all().map((row) => rowSchema.parse(row));
  }

  find(id: ContainerId): Container | null {
    const row = this.selectOne.get(id);
    return row === undefined ? null : rowSchema.parse(row);
  }

  upsert(container: Container): Container {
    const nameOrder = sortOrderOf(container.name);
    return rowSchema.parse(this.insertOrRename.get({ ...container, nameOrder }));
  }

  removeEmpty(connectionId: ConnectionId, keep: readonly ContainerId[]): void {
    this.deleteEmpty.run(connectionId, JSON.stringify(keep));
  }
}
