import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MatrixAccount } from './matrix-account.ts';
import { matrixCases, type MatrixCase } from './matrix-cases.ts';
import type { MatrixProfile } from './matrix-profiles.ts';
import { MatrixTrial } from './matrix-trial.ts';

const SEEDS = 7;
/** Another word gives other keys, delays, second faults, restarts and answers. */
const MASTER_SEED = process.env['REKEY_AMBIGUITY_SEED'] ?? 'rekey';

const nameOf = ({ name, inPlace, atOnce }: MatrixCase, profile: MatrixProfile): string => {
  const here = profile.isInPlace ? (inPlace ?? name) : name;
  return profile.hasEndCall ? here : (atOnce ?? here);
};

/** Every case of every one of these profiles, ten times over. */
export function describeMatrix(profiles: readonly MatrixProfile[], total: number): void {
  let account: MatrixAccount;

  describe.each(profiles)('$id', (profile) => {
    const cases = matrixCases.map((each) => [nameOf(each, profile), each] as const);

    beforeEach(async () => {
      account = await MatrixAccount.connected(profile);
    });

    afterEach(async () => {
      await account.close();
    });

    it.each(cases)('%s', { timeout: 120_000 }, async (name, matrixCase) => {
      const failures: string[] = [];
      const ends: string[] = [];
      for (let seed = 0; seed < SEEDS; seed += 1) {
        const where = `${profile.id}: ${name}: seed ${MASTER_SEED}/${String(seed)}`;
        try {
          const { violations, end } = await MatrixTrial.run(account, matrixCase, seed, MASTER_SEED);
          failures.push(...violations.map((violation) => `${where}: ${violation}`));
          ends.push(end);
        } catch (error) {
          failures.push(
            `${where}: ${error instanceof Error ? (error.stack ?? '') : String(error)}`,
          );
        }
      }
      expect(failures).toEqual([]);
      expect(ends).toHaveLength(SEEDS);
    });
  });

  it(`are ${String(total)} rotations, each case under its own name`, () => {
    expect(profiles.length * matrixCases.length * SEEDS).toBe(total);
    for (const profile of profiles)
      expect(new Set(matrixCases.map((each) => nameOf(each, profile))).size).toBe(24);
  });
}
