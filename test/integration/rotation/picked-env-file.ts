import type { DestinationChoice } from '../../../shared/rotations/destination.ts';
import type { TestHost } from '../../fakes/test-host.ts';

/** A variable of a `.env` file, as a person picks it. */
export async function pickedEnvFile(
  { picker }: Pick<TestHost, 'picker'>,
  path: string,
  name: string,
): Promise<DestinationChoice> {
  picker.nextPaths.push(path);
  const [picked] = await picker.pickOpen({ title: '', many: false });
  if (picked === undefined) throw new Error('Nothing was picked');
  return { kind: 'env-file', fileId: picked.fileId, name };
}
