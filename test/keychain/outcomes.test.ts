import { existsSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import type { KeychainClient } from '../../electron/platform/keychain/keychain-client.ts';
import { clientOn } from './client-on.ts';
import { runDriver } from './run-driver.ts';
import { describeOnRealKeyring } from './lane.ts';
import { deadAddressText, libraryTexts } from './library-texts.ts';
import { PrivateKeyring, type PrivateKeyringOptions } from './private-keyring.ts';
import type { RecordingLogger } from './recording-logger.ts';

const name = 'v1/profile/secret/part';
const secretValue = 'sec-c-abcdeRKCANARY00ff';

describeOnRealKeyring('On a real gnome-keyring', () => {
  const keyrings: PrivateKeyring[] = [];
  const clients: KeychainClient[] = [];

  async function keyringWith(options: PrivateKeyringOptions = {}): Promise<PrivateKeyring> {
    const keyring = await PrivateKeyring.start(options);
    keyrings.push(keyring);
    return keyring;
  }

  function client(...args: Parameters<typeof clientOn>): {
    keychain: KeychainClient;
    logger: RecordingLogger;
  } {
    const made = clientOn(...args);
    clients.push(made.keychain);
    return made;
  }

  afterEach(async () => {
    for (const keychain of clients.splice(0)) await keychain.close();
    for (const keyring of keyrings.splice(0)) {
      expect(keyring.filesContaining('RKCANARY')).toEqual([]);
      await keyring.stop();
    }
  });

  /** Every operation fails for this reason and for no other. */
  async function expectAllToFail(keychain: KeychainClient, reason: string): Promise<void> {
    const failure = { kind: 'failed', reason };
    expect(await keychain.probe()).toEqual(failure);
    expect(await keychain.read(name, 'background')).toEqual(failure);
    expect(await keychain.read('v1/profile/secret/none', 'background')).toEqual(failure);
    expect(await keychain.write(name, secretValue, 'background')).toEqual(failure);
    expect(await keychain.remove(name, 'background')).toEqual(failure);
  }

  describe('that is locked and cannot ask', () => {
    it('nothing is read, written or called absent, and nothing runs into its deadline', async () => {
      const keyring = await keyringWith();
      const { keychain, logger } = client(keyring.env);
      expect(await keychain.write(name, secretValue, 'background')).toEqual({ kind: 'done' });
      await keyring.lock();
      await expectAllToFail(keychain, 'locked');
      expect(new Set(logger.texts)).toEqual(new Set([libraryTexts.locked]));
    });

    it('the value is there again after unlocking', async () => {
      const keyring = await keyringWith();
      const { keychain } = client(keyring.env);
      await keychain.write(name, secretValue, 'background');
      await keyring.lock();
      expect(await keychain.read(name, 'background')).toEqual({ kind: 'failed', reason: 'locked' });
      await keyring.killDaemon();
      await keyring.startDaemon();
      expect(await keychain.read(name, 'background')).toEqual({ kind: 'stored', secretValue });
    });
  });

  describe('that is locked and asks, and nobody answers', () => {
    it('the request times out and its helper is gone', async () => {
      const keyring = await keyringWith({ prompter: 'silent' });
      const { keychain: patient } = client(keyring.env);
      expect(await patient.write(name, secretValue, 'background')).toEqual({ kind: 'done' });
      await patient.close();
      await keyring.lock();
      const { keychain, logger } = client(keyring.env, {
        deadlinesMs: { background: 1_000, interactive: 1_500 },
      });
      const failure = { kind: 'failed', reason: 'timed-out' };
      expect(await keychain.read(name, 'interactive')).toEqual(failure);
      expect(await keychain.write('v1/p/secret/b', secretValue, 'background')).toEqual(failure);
      expect(new Set(logger.texts)).toEqual(new Set(['no answer within the deadline']));
    });
  });

  describe('that cannot be reached', () => {
    it('without a bus everything fails with "no-bus", and setting is refused', async () => {
      const keyring = await keyringWith({ bus: 'none', daemon: 'none' });
      const { keychain, logger } = client(keyring.env);
      await expectAllToFail(keychain, 'no-bus');
      expect(new Set(logger.texts)).toEqual(new Set([libraryTexts['no-bus']]));
      if (existsSync('/proc/keys')) {
        expect(readFileSync('/proc/keys', 'utf8')).not.toContain('profile/secret');
      }
    });

    it('would have been the kernel’s keyring if the option had any other shape', async () => {
      const keyring = await keyringWith({ bus: 'none', daemon: 'none' });
      const { optionsAsked } = await runDriver('option-shapes', keyring.env);
      expect(optionsAsked).toEqual([
        { shape: 'ours', isEntryMade: false },
        { shape: 'without "linux"', isEntryMade: true },
        { shape: 'none', isEntryMade: true },
      ]);
    });

    it('at an address where nobody listens everything fails with "no-bus"', async () => {
      const keyring = await keyringWith({ bus: 'dead-address', daemon: 'none' });
      const { keychain, logger } = client(keyring.env);
      await expectAllToFail(keychain, 'no-bus');
      for (const text of logger.texts) expect(text).toMatch(deadAddressText);
    });

    it('on a bus without a Secret Service everything fails with "no-service"', async () => {
      const keyring = await keyringWith({ daemon: 'none' });
      const { keychain, logger } = client(keyring.env);
      await expectAllToFail(keychain, 'no-service');
      expect(new Set(logger.texts)).toEqual(new Set([libraryTexts['no-service']]));
    });

    it('is found again without a restart of Rekey when its daemon comes back', async () => {
      const keyring = await keyringWith();
      const { keychain } = client(keyring.env);
      await keychain.write(name, secretValue, 'background');
      await keyring.killDaemon();
      expect(await keychain.read(name, 'background')).toEqual({
        kind: 'failed',
        reason: 'no-service',
      });
      await keyring.startDaemon();
      expect(await keychain.read(name, 'background')).toEqual({ kind: 'stored', secretValue });
    });

    it('is found at the standard place when no address is given', async () => {
      const keyring = await keyringWith();
      const { DBUS_SESSION_BUS_ADDRESS: _address, ...env } = keyring.env;
      const { keychain } = client(env);
      expect(await keychain.probe()).toEqual({ kind: 'done' });
    });
  });

  describe('that was never initialised', () => {
    it('everything fails with "no-collection", although the library calls every name absent', async () => {
      const keyring = await keyringWith({ daemon: 'uninitialised' });
      const { keychain, logger } = client(keyring.env);
      await expectAllToFail(keychain, 'no-collection');
      expect(new Set(logger.texts)).toEqual(new Set([libraryTexts['no-collection']]));
    });
  });

  describe('that works', () => {
    it('a value survives kill -9 of the daemon right after it was written', async () => {
      const keyring = await keyringWith();
      const { keychain } = client(keyring.env);
      const rounds = 5;
      for (let round = 0; round < rounds; round += 1) {
        const written = await keychain.write(
          `v1/p/secret/${round}`,
          `${secretValue}${round}`,
          'background',
        );
        expect(written).toEqual({ kind: 'done' });
        await keyring.killDaemon();
        await keyring.startDaemon();
      }
      for (let round = 0; round < rounds; round += 1) {
        expect(await keychain.read(`v1/p/secret/${round}`, 'background')).toEqual({
          kind: 'stored',
          secretValue: `${secretValue}${round}`,
        });
      }
    });
  });
});
