import { beforeEach, describe, expect, it } from 'vitest';
import { applyAppMenu } from '../../../../electron/app/app-menu.ts';
import { Menu, restartElectron } from '../../../fakes/electron-module.ts';

beforeEach(restartElectron);

describe('the menu', () => {
  it.each(['linux', 'win32'] as const)('is none in the packaged app on %s', (platform) => {
    applyAppMenu({ platform, isPackaged: true });
    expect(Menu.applied).toBeNull();
  });

  it('holds roles only on macOS, where keys need it', () => {
    applyAppMenu({ platform: 'darwin', isPackaged: true });
    expect(Menu.applied).toEqual([
      { role: 'appMenu' },
      { role: 'fileMenu' },
      { role: 'editMenu' },
      { role: 'windowMenu' },
    ]);
  });

  it('leads to reload and developer tools while developing', () => {
    applyAppMenu({ platform: 'linux', isPackaged: false });
    expect(Menu.applied).toEqual([{ role: 'viewMenu' }]);
    applyAppMenu({ platform: 'darwin', isPackaged: false });
    expect(Menu.applied).toContainEqual({ role: 'viewMenu' });
  });
});
