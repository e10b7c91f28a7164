/** Rules of "API keys"; the length is not stated there and only keeps a page readable here. */

const maxNameLength = 100;
const maxDescriptionLength = 500;

/** The one key that a project is born with; it cannot be deactivated. */
export const isDefaultKey = (projectId: string, name: string): boolean =>
  name.startsWith(`${projectId}_default_`);

/** What the dialog "New API Key" would not accept; null when fine. */
export function draftProblem(draft: {
  readonly name: string;
  readonly description: string;
  readonly isTaken: boolean;
}): string | null {
  const { name, description, isTaken } = draft;
  if (name === '') return 'Name is required.';
  if (!/^[A-Za-z0-9_]+$/.test(name)) return 'Only letters, numbers, and underscores are accepted.';
  if (name.length > maxNameLength) return 'The name is too long.';
  if (description.length > maxDescriptionLength) return 'The description is too long.';
  // Not stated, but requests name a key by nothing else.
  return isTaken ? 'A key with this name exists.' : null;
}
