/** What may stand behind `?` in the address of an account: the one dialog over it. */
export interface ConnectionSearch {
  dialog?: ConnectionDialog | undefined;
}

const dialogs = ['rename', 'forget'] as const;
export type ConnectionDialog = (typeof dialogs)[number];

export function parseConnectionSearch(search: Record<string, unknown>): ConnectionSearch {
  const dialog = dialogs.find((known) => known === search['dialog']);
  return dialog === undefined ? {} : { dialog };
}
