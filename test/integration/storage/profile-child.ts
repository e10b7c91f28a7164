/**
 * A second process with a profile. `open` says how opening went and ends; `hold` says it and waits
 * to be killed. The data key comes from the environment, as from a keychain.
 */
import { writeSync } from 'node:fs';
import { openProfile } from '../../../electron/storage/profile.ts';
import { FakeClock } from '../../fakes/fake-clock.ts';
import { FakeIdSource } from '../../fakes/fake-id-source.ts';
import { FakeKeychain } from '../../fakes/fake-keychain.ts';

const [task, profileDir = ''] = process.argv.slice(2);
const itemName = process.env['REKEY_TEST_ITEM'] ?? '';
const dataKeySecret = process.env['REKEY_TEST_DATA_KEY'] ?? '';

const opening = await openProfile({
  profileDir,
  keychain: new FakeKeychain({ secretsByName: new Map([[itemName, dataKeySecret]]) }),
  clock: new FakeClock(),
  ids: new FakeIdSource(),
  logger: { info: () => undefined, warn: () => undefined, bug: () => '' },
});
const { kind } = opening;
const refusal = opening.kind === 'database' ? opening : null;
writeSync(1, `${JSON.stringify({ kind, reason: refusal?.reason, fileName: refusal?.fileName })}\n`);
if (task === 'hold') setInterval(() => undefined, 60_000);
else if (opening.kind === 'open') opening.close();
else opening.release();
