/**
 * Names ending in `Order` are lower-case copies to sort by. Keys carry those of their connection
 * and container, so that a page of the list is read from one index; triggers keep them true.
 */
export const firstTables = {
  version: 1,
  sql: `
CREATE TABLE connections (
  id TEXT NOT NULL PRIMARY KEY,
  providerId TEXT NOT NULL,
  label TEXT NOT NULL,
  labelOrder TEXT NOT NULL,
  accountId TEXT NOT NULL,
  accountName TEXT NOT NULL,
  baseUrl TEXT NOT NULL,
  dataPlaneUrl TEXT NOT NULL,
  isSandbox INTEGER NOT NULL,
  credentialId TEXT,
  credentialExpiresAt INTEGER,
  credentialProven INTEGER NOT NULL,
  lastSyncAt INTEGER,
  lastSyncError TEXT
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX connectionsByAccount ON connections (providerId, baseUrl, accountId);

-- Ids of forgotten accounts and their keys, so that activity and receipts fit again when they return.
CREATE TABLE formerConnections (
  providerId TEXT NOT NULL,
  baseUrl TEXT NOT NULL,
  accountId TEXT NOT NULL,
  connectionId TEXT NOT NULL,
  PRIMARY KEY (providerId, baseUrl, accountId)
) STRICT, WITHOUT ROWID;
CREATE TABLE formerKeys (
  connectionId TEXT NOT NULL,
  providerKeyId TEXT NOT NULL,
  keyId TEXT NOT NULL,
  PRIMARY KEY (connectionId, providerKeyId)
) STRICT, WITHOUT ROWID;

CREATE TABLE containers (
  id TEXT NOT NULL PRIMARY KEY,
  connectionId TEXT NOT NULL REFERENCES connections (id),
  providerContainerId TEXT NOT NULL,
  name TEXT NOT NULL,
  nameOrder TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX containersByProviderId ON containers (connectionId, providerContainerId);

-- Names of a scope's properties, once for all the keys that have the same ones.
CREATE TABLE propertyNames (
  id TEXT NOT NULL PRIMARY KEY,
  names TEXT NOT NULL
) STRICT;

CREATE TABLE keys (
  id TEXT NOT NULL PRIMARY KEY,
  connectionId TEXT NOT NULL REFERENCES connections (id),
  containerId TEXT NOT NULL REFERENCES containers (id),
  providerKeyId TEXT NOT NULL,
  connectionOrder TEXT NOT NULL,
  containerOrder TEXT NOT NULL,
  nameOrder TEXT NOT NULL,
  name TEXT NOT NULL,
  environment TEXT NOT NULL,
  status TEXT NOT NULL,
  createdAt INTEGER,
  firstSeenAt INTEGER NOT NULL,
  lastRotatedAt INTEGER,
  owner TEXT NOT NULL,
  purpose TEXT NOT NULL,
  notes TEXT NOT NULL,
  replaces TEXT,
  replacedBy TEXT,
  parts TEXT NOT NULL,
  scope TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX keysByProviderId ON keys (connectionId, providerKeyId);
CREATE INDEX keysByContainer ON keys (containerId);
CREATE INDEX keysInOrder ON keys (connectionOrder, containerOrder, nameOrder, id);

-- What every sync changes, apart from the wide rows that it mostly leaves alone.
CREATE TABLE keySightings (
  keyId TEXT NOT NULL PRIMARY KEY REFERENCES keys (id) ON DELETE CASCADE,
  asOf INTEGER NOT NULL,
  seenInSync TEXT
) STRICT, WITHOUT ROWID;

CREATE TRIGGER connectionRelabelled AFTER UPDATE OF labelOrder ON connections
WHEN NEW.labelOrder <> OLD.labelOrder
BEGIN
  UPDATE keys SET connectionOrder = NEW.labelOrder WHERE connectionId = NEW.id;
END;
CREATE TRIGGER containerRenamed AFTER UPDATE OF nameOrder ON containers
WHEN NEW.nameOrder <> OLD.nameOrder
BEGIN
  UPDATE keys SET containerOrder = NEW.nameOrder WHERE containerId = NEW.id;
END;

-- Which key a part belongs to; no reference to keys, which would want an index of its own.
CREATE TABLE keyParts (
  partId TEXT NOT NULL PRIMARY KEY,
  keyId TEXT NOT NULL
) STRICT, WITHOUT ROWID;


CREATE TABLE fingerprints (
  partId TEXT NOT NULL PRIMARY KEY,
  fingerprint TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE syncRuns (
  connectionId TEXT NOT NULL PRIMARY KEY REFERENCES connections (id) ON DELETE CASCADE,
  syncId TEXT NOT NULL,
  startedAt INTEGER NOT NULL,
  pageLimit INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE syncPages (
  connectionId TEXT NOT NULL REFERENCES syncRuns (connectionId) ON DELETE CASCADE,
  providerContainerId TEXT NOT NULL,
  page INTEGER NOT NULL,
  keyCount INTEGER NOT NULL,
  PRIMARY KEY (connectionId, providerContainerId, page)
) STRICT, WITHOUT ROWID;

-- What syncs found changed, until a person has seen it.
CREATE TABLE drift (
  id INTEGER NOT NULL PRIMARY KEY,
  connectionId TEXT NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
  keyId TEXT NOT NULL,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  details TEXT NOT NULL
) STRICT;
CREATE INDEX driftByConnection ON drift (connectionId, id);
CREATE INDEX driftByKey ON drift (keyId);

CREATE TABLE vaultEntries (
  id TEXT NOT NULL PRIMARY KEY,
  keyId TEXT NOT NULL REFERENCES keys (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  partId TEXT,
  custody TEXT NOT NULL,
  fingerprint TEXT,
  isAtProvider INTEGER NOT NULL,
  writtenAt INTEGER,
  asOf INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX vaultEntriesByName ON vaultEntries (keyId, name);
-- Values that may still be the one at the provider, because the answer to a later write was lost.
CREATE TABLE vaultFormerValues (
  entryId TEXT NOT NULL REFERENCES vaultEntries (id) ON DELETE CASCADE,
  partId TEXT NOT NULL,
  PRIMARY KEY (entryId, partId)
) STRICT, WITHOUT ROWID;
CREATE TABLE vaultLists (
  keyId TEXT NOT NULL PRIMARY KEY REFERENCES keys (id) ON DELETE CASCADE,
  listedAt INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE rotations (
  id TEXT NOT NULL PRIMARY KEY,
  keyId TEXT NOT NULL,
  connectionId TEXT NOT NULL,
  isOpen INTEGER NOT NULL CHECK (isOpen IN (0, 1)),
  updatedAt INTEGER NOT NULL,
  json TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX oneOpenRotationPerKey ON rotations (keyId) WHERE isOpen = 1;
CREATE INDEX rotationsByConnection ON rotations (connectionId) WHERE isOpen = 1;

CREATE TABLE escrow (
  partId TEXT NOT NULL PRIMARY KEY,
  holderId TEXT NOT NULL,
  role TEXT NOT NULL,
  secretValue TEXT NOT NULL
) STRICT;
CREATE INDEX escrowByHolder ON escrow (holderId);

CREATE TABLE activity (
  seq INTEGER NOT NULL PRIMARY KEY,
  at INTEGER NOT NULL,
  "action" TEXT NOT NULL,
  outcome TEXT NOT NULL,
  connectionId TEXT,
  keyId TEXT,
  rotationId TEXT,
  subject TEXT NOT NULL,
  facts TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE TRIGGER activityIsNeverChanged BEFORE UPDATE ON activity
BEGIN
  SELECT RAISE(ABORT, 'activity is append-only');
END;
CREATE TRIGGER activityIsNeverDeleted BEFORE DELETE ON activity
BEGIN
  SELECT RAISE(ABORT, 'activity is append-only');
END;
-- Also stops INSERT OR REPLACE, which deletes without firing the trigger above.
CREATE TRIGGER activityOnlyGrows BEFORE INSERT ON activity
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM activity)
BEGIN
  SELECT RAISE(ABORT, 'activity is append-only');
END;

CREATE TABLE sandboxStates (
  providerId TEXT NOT NULL PRIMARY KEY,
  snapshot TEXT NOT NULL
) STRICT;

-- Secrets too long for a keychain item, under the names they would have there.
CREATE TABLE sealedSecrets (
  name TEXT NOT NULL PRIMARY KEY,
  secretValue TEXT NOT NULL
) STRICT;

CREATE TABLE keychainItems (
  name TEXT NOT NULL PRIMARY KEY,
  isDoomed INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Written and emptied again to find out whether the disk has room; never holds anything.
CREATE TABLE ballast (
  id INTEGER NOT NULL PRIMARY KEY,
  filler BLOB NOT NULL
) STRICT;
`,
} as const;
