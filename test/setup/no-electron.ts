/**
 * Stands in for `electron` where nothing may import it: the real package would start a download
 * when it is imported in plain Node.
 */
throw new Error(
  'This test imports "electron". Only the Electron host may; test the host in test/unit/electron.',
);
