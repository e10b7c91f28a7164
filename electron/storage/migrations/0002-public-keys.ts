/** Whether a person marked a key as public: shipped in a browser or an app. */
export const publicKeys = {
  version: 2,
  sql: `
ALTER TABLE keys ADD COLUMN isPublic INTEGER NOT NULL DEFAULT 0 CHECK (isPublic IN (0, 1));
`,
} as const;
