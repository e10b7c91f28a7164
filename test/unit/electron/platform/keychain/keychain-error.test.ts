import { describe, expect, it } from 'vitest';
import { keychainReasonFor } from '../../../../../electron/platform/keychain/keychain-error.ts';
import { libraryTexts } from '../../../../keychain/library-texts.ts';

describe('the reason behind a text of the keychain library', () => {
  it.each(Object.entries(libraryTexts))('is %s for what was seen on Linux', (reason, text) => {
    expect(keychainReasonFor(text)).toBe(reason);
  });

  it.each([
    [
      'Platform failure: DBus error: Failed to connect to socket /run/user/1000/bus: No such file or directory',
      'no-bus',
    ],
    [
      'Platform failure: DBus error: Failed to connect to socket /run/user/0/bus: Permission denied',
      'no-bus',
    ],
    ['Platform failure: DBus error: Connection is closed', 'no-bus'],
    [
      'Platform failure: DBus error: Connection was disconnected before a reply was received',
      'no-bus',
    ],
    [
      'Platform failure: DBus error: Failed to execute dbus-launch to autolaunch D-Bus session',
      'no-bus',
    ],
    ['Platform failure: DBus error: The name is not activatable', 'no-service'],
    [
      "Platform failure: DBus error: Failed to activate service 'org.freedesktop.secrets': timed out (service_start_timeout=25000ms)",
      'no-service',
    ],
    [
      'Platform failure: DBus error: Process org.freedesktop.secrets exited with status 1',
      'no-service',
    ],
    ['Platform failure: DBus error: The session does not exist', 'no-service'],
    ['No DBus session or Secret Service provider found', 'no-service'],
    ["Couldn't access platform storage: Secret Service: object locked", 'locked'],
    ["Couldn't access platform storage: AccessDenied", 'denied'],
    ["Value of 'password' is longer than the platform limit of 2560 chars", 'too-large'],
    ['Platform failure: User interaction is not allowed.', 'locked'],
    ['Platform failure: A default keychain could not be found.', 'no-collection'],
    ['Platform failure: User canceled the operation.', 'denied'],
    ['Platform failure: The user name or passphrase you entered is not correct.', 'denied'],
    ["Couldn't access platform storage: Windows ERROR_NO_SUCH_LOGON_SESSION", 'no-service'],
    ['Entry is matched by 2 credentials: …', 'other'],
    ['', 'other'],
  ])('of "%s" is %s', (text, reason) => {
    expect(keychainReasonFor(text)).toBe(reason);
  });
});
