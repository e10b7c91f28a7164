/**
 * Writes numbered groups of rows, one transaction each, until it is killed. Says `starting` before
 * it opens the profile, and the number of a group once its transaction has answered.
 */
import { writeSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { openProfile } from '../../../electron/storage/profile.ts';
import { FakeClock } from '../../fakes/fake-clock.ts';
import { FakeIdSource } from '../../fakes/fake-id-source.ts';
import { FakeKeychain } from '../../fakes/fake-keychain.ts';
import { writeGroup } from './kill-groups.ts';

const [profileDir = ''] = process.argv.slice(2);
const itemName = process.env['REKEY_TEST_ITEM'] ?? '';
const dataKeySecret = process.env['REKEY_TEST_DATA_KEY'] ?? '';

// Written at the end of a process otherwise, and this one never comes to its end.
flushCompileCache();
writeSync(1, 'starting\n');
const opening = await openProfile({
  profileDir,
  keychain: new FakeKeychain({ secretsByName: new Map([[itemName, dataKeySecret]]) }),
  clock: new FakeClock(),
  ids: new FakeIdSource(),
  logger: { info: () => undefined, warn: () => undefined, bug: () => '' },
});
if (opening.kind !== 'open') throw new Error(`${opening.kind} ${opening.reason}`);
for (let group = opening.stores.activity.count() + 1; ; group += 1) {
  writeGroup(opening.stores, group);
  writeSync(1, `${String(group)}\n`);
}
