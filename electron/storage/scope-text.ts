import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { KeyScope } from '../../shared/scopes/key-scope.ts';
import type { PropertyValue } from '../../shared/scopes/keyset-scope.ts';
import type { SqlConnection, SqlStatement } from './sql-connection.ts';

/** A keyset's scope without its property names: they are half of a key's bytes and hardly differ. */
type PackedScope = readonly [
  namesId: string,
  generation: Extract<KeyScope, { kind: 'keyset' }>['generation'],
  values: readonly PropertyValue[],
  unmanaged: readonly string[],
];

const namesSchema = z.array(z.string());
const NAMES_ID_LENGTH = 16;

/** Reads and writes the `scope` column: packed where the scope is a keyset's, else plain JSON. */
export class ScopeText {
  private readonly insertNames: SqlStatement<never>;
  private readonly selectNames: SqlStatement<{ names: string }>;
  /** An id is a digest of its names, so neither map can go stale, whatever is rolled back. */
  private readonly namesById = new Map<string, readonly string[]>();
  private readonly idByNames = new Map<string, string>();

  constructor(connection: SqlConnection) {
    this.insertNames = connection.prepare(
      'INSERT INTO propertyNames (id, names) VALUES (?, ?) ON CONFLICT (id) DO NOTHING',
    );
    this.selectNames = connection.prepare('SELECT names FROM propertyNames WHERE id = ?');
  }

  /** Writes scopes inside one transaction, which `saved` remembers names of. */
  write(scope: KeyScope, saved: Set<string>): string {
    // Assigning to `__proto__` when unpacking would not make a property.
    if (scope.kind !== 'keyset' || Object.hasOwn(scope.properties, '__proto__')) {
      return JSON.stringify(scope);
    }
    const names = JSON.stringify(Object.keys(scope.properties));
    const namesId = this.idOf(names);
    if (!saved.has(namesId)) {
      this.insertNames.run(namesId, names);
      saved.add(namesId);
    }
    const packed: PackedScope = [
      namesId,
      scope.generation,
      Object.values(scope.properties),
      scope.unmanaged,
    ];
    return JSON.stringify(packed);
  }

  read(text: string): KeyScope {
    const stored = JSON.parse(text) as KeyScope | PackedScope;
    if (!isPacked(stored)) return stored;
    const [namesId, generation, values, unmanaged] = stored;
    const properties: Record<string, PropertyValue> = {};
    const names = this.namesOf(namesId);
    for (let index = 0; index < names.length; index += 1) {
      const name = names[index];
      const value = values[index];
      if (name !== undefined && value !== undefined) properties[name] = value;
    }
    return { kind: 'keyset', generation, properties, unmanaged: [...unmanaged] };
  }

  private idOf(names: string): string {
    const known = this.idByNames.get(names);
    if (known !== undefined) return known;
    const id = createHash('sha256').update(names, 'utf8').digest('hex').slice(0, NAMES_ID_LENGTH);
    this.idByNames.set(names, id);
    return id;
  }

  private namesOf(id: string): readonly string[] {
    const known = this.namesById.get(id);
    if (known !== undefined) return known;
    const row = this.selectNames.get(id);
    if (row === undefined)
      throw new Error(`A key refers to property names ${id}, which are missing`);
    const names = namesSchema.parse(JSON.parse(row.names));
    this.namesById.set(id, names);
    return names;
  }
}

const isPacked = (stored: KeyScope | PackedScope): stored is PackedScope => Array.isArray(stored);
