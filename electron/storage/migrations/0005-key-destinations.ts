/** Where the secret of a key went the last time. */
export const keyDestinations = {
  version: 5,
  sql: `
CREATE TABLE keyDestinations (
  keyId TEXT NOT NULL PRIMARY KEY REFERENCES keys (id) ON DELETE CASCADE,
  destinations TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`,
} as const;
