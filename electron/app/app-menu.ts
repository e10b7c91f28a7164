import { Menu, type MenuItemConstructorOptions } from 'electron';

/**
 * Only roles. macOS needs a menu for copy, paste, close and quit to have keys; elsewhere Chromium
 * has them itself. While developing, the view menu reloads the page and opens its tools.
 */
export function applyAppMenu(host: {
  readonly platform: NodeJS.Platform;
  readonly isPackaged: boolean;
}): void {
  const view: MenuItemConstructorOptions[] = host.isPackaged ? [] : [{ role: 'viewMenu' }];
  const template: MenuItemConstructorOptions[] =
    host.platform === 'darwin'
      ? [
          { role: 'appMenu' },
          { role: 'fileMenu' },
          { role: 'editMenu' },
          ...view,
          { role: 'windowMenu' },
        ]
      : view;
  Menu.setApplicationMenu(template.length === 0 ? null : Menu.buildFromTemplate(template));
}
