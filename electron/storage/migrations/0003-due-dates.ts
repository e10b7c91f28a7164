/** What a person decided about the rotation of a key, and what the system was told to show. */
export const dueDates = {
  version: 3,
  sql: `
CREATE TABLE duePlans (
  keyId TEXT NOT NULL PRIMARY KEY REFERENCES keys (id) ON DELETE CASCADE,
  "plan" TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Reminders that were shown, by the occasion; none comes twice.
CREATE TABLE shownReminders (
  id TEXT NOT NULL PRIMARY KEY,
  shownAt INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`,
} as const;
