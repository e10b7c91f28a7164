/** What files held before a rotation rewrote them. */
export const fileUndo = {
  version: 4,
  sql: `
CREATE TABLE fileUndo (
  id INTEGER NOT NULL PRIMARY KEY,
  rotationId TEXT NOT NULL,
  destinationId TEXT NOT NULL,
  path TEXT NOT NULL,
  originalBytes BLOB NOT NULL,
  sha256AfterWrite TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX fileUndoByPlace ON fileUndo (rotationId, destinationId, path);
`,
} as const;
