import { beforeEach, describe, expect, it } from 'vitest';
import { ElectronNotifications } from '../../../../../electron/platform/electron/notifications.ts';
import { Notification, restartElectron } from '../../../../fakes/electron-module.ts';

beforeEach(restartElectron);

const notice = { title: 'Rotation due', body: 'checkout' };

describe('a notification', () => {
  it('is shown with its two texts', () => {
    new ElectronNotifications().show(notice);
    expect(Notification.shown).toEqual([notice]);
  });

  it('is left out where the system has none', () => {
    Notification.isSystemAble = false;
    new ElectronNotifications().show(notice);
    expect(Notification.shown).toEqual([]);
  });
});
