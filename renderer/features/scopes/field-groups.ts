import type { KeysetField, KeysetFieldGroup } from '../../../shared/scopes/keyset-scope.ts';

export interface FieldGroup {
  readonly group: KeysetFieldGroup;
  readonly fields: readonly KeysetField[];
}

/** The table of fields by group, in the order of the table. */
export function fieldGroups(fields: readonly KeysetField[]): FieldGroup[] {
  const groups = new Map<KeysetFieldGroup, KeysetField[]>();
  for (const field of fields) {
    const group = groups.get(field.group);
    if (group === undefined) groups.set(field.group, [field]);
    else group.push(field);
  }
  return [...groups].map(([group, members]) => ({ group, fields: members }));
}
