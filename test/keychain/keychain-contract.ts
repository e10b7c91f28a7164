import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KEYCHAIN_MAX_UNITS, type Keychain } from '../../electron/services/ports/keychain.ts';

const canary = 'RKCANARY';

/** Values that libraries and systems are known to cut, refuse or change. */
const unusualValues: readonly (readonly [what: string, secretValue: string])[] = [
  ['nothing at all', ''],
  ['a NUL in the middle', `${canary}\0after the zero`],
  ['text outside ASCII', `${canary} Schlüssel ключ 鍵 🔑`],
  ['line breaks and quotes', `${canary}\r\n"quoted" \\ back\tslash\n`],
  ['leading and trailing spaces', `  ${canary}  `],
  ['the longest value', canary.padEnd(KEYCHAIN_MAX_UNITS, 'x')],
];

/** What every keychain does, real or not; `create` gives one that is empty and works. */
export function describeKeychainContract(
  name: string,
  create: () => Promise<{ keychain: Keychain; dispose: () => Promise<void> }>,
): void {
  describe(`${name} keeps the contract of a keychain:`, () => {
    let keychain: Keychain;
    let dispose: () => Promise<void>;

    beforeEach(async () => {
      ({ keychain, dispose } = await create());
    });

    afterEach(async () => {
      await keychain.close();
      await dispose();
    });

    it('says that it works', async () => {
      expect(await keychain.probe()).toEqual({ kind: 'done' });
    });

    it('says that an unknown name is absent', async () => {
      expect(await keychain.read('v1/profile/secret/none', 'background')).toEqual({
        kind: 'absent',
      });
    });

    it('gives back what was written, and only under its name', async () => {
      const secretValue = `sec-c-abcde${canary}0011`;
      expect(await keychain.write('v1/p/secret/a', secretValue, 'background')).toEqual({
        kind: 'done',
      });
      expect(await keychain.read('v1/p/secret/a', 'interactive')).toEqual({
        kind: 'stored',
        secretValue,
      });
      expect(await keychain.read('v1/p/secret/b', 'background')).toEqual({ kind: 'absent' });
    });

    it.each(unusualValues)('keeps %s', async (_what, secretValue) => {
      expect(await keychain.write('v1/p/secret/a', secretValue, 'background')).toEqual({
        kind: 'done',
      });
      expect(await keychain.read('v1/p/secret/a', 'background')).toEqual({
        kind: 'stored',
        secretValue,
      });
    });

    it('refuses a value that is too long for one of the systems, and keeps nothing of it', async () => {
      const secretValue = canary.padEnd(KEYCHAIN_MAX_UNITS + 1, 'x');
      expect(await keychain.write('v1/p/secret/a', secretValue, 'background')).toEqual({
        kind: 'failed',
        reason: 'too-large',
      });
      expect(await keychain.read('v1/p/secret/a', 'background')).toEqual({ kind: 'absent' });
    });

    it('writes the same name again', async () => {
      await keychain.write('v1/p/secret/a', `${canary} first`, 'background');
      await keychain.write('v1/p/secret/a', `${canary} second`, 'background');
      expect(await keychain.read('v1/p/secret/a', 'background')).toEqual({
        kind: 'stored',
        secretValue: `${canary} second`,
      });
    });

    it('removes, and calls it done when there was nothing to remove', async () => {
      await keychain.write('v1/p/secret/a', `${canary} gone`, 'background');
      expect(await keychain.remove('v1/p/secret/a', 'background')).toEqual({ kind: 'done' });
      expect(await keychain.read('v1/p/secret/a', 'background')).toEqual({ kind: 'absent' });
      expect(await keychain.remove('v1/p/secret/a', 'background')).toEqual({ kind: 'done' });
    });

    it('answers fifty requests at once, each with its own value', async () => {
      const numbers = Array.from({ length: 50 }, (_, index) => index);
      const secretFor = (number: number): string => `${canary} number ${number}`;
      await Promise.all(
        numbers.map(async (number) => {
          const written = await keychain.write(
            `v1/p/secret/${number}`,
            secretFor(number),
            'interactive',
          );
          expect(written).toEqual({ kind: 'done' });
        }),
      );
      const read = await Promise.all(
        numbers.map((number) => keychain.read(`v1/p/secret/${number}`, 'interactive')),
      );
      expect(read).toEqual(
        numbers.map((number) => ({ kind: 'stored', secretValue: secretFor(number) })),
      );
    });
  });
}
