import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientOn } from './client-on.ts';
import { describeKeychainContract } from './keychain-contract.ts';
import { describeOnRealKeyring } from './lane.ts';
import { PrivateKeyring } from './private-keyring.ts';

describeOnRealKeyring('On a real gnome-keyring', () => {
  let keyring: PrivateKeyring;

  beforeAll(async () => {
    keyring = await PrivateKeyring.start();
  });

  afterAll(async () => {
    await keyring.stop();
  });

  describeKeychainContract('the client', async () => {
    const { keychain } = clientOn(keyring.env);
    return {
      keychain,
      dispose: async () => {
        const { keychain: cleaner } = clientOn(keyring.env);
        const names = ['v1/p/secret/a', 'v1/p/secret/b'];
        for (const name of names) await cleaner.remove(name, 'background');
        await cleaner.close();
      },
    };
  });

  describe('the client', () => {
    it('leaves no process behind and no value in any file', () => {
      expect(keyring.strangers()).toEqual([]);
      expect(keyring.filesContaining('RKCANARY')).toEqual([]);
    });
  });
});
