import type { BrowserWindow } from 'electron';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  ElectronConfirmation,
  ElectronFilePicker,
} from '../../../../../electron/platform/electron/dialogs.ts';
import { pickedFileIdSchema } from '../../../../../shared/lib/ids.ts';
import { FakeIdSource } from '../../../../fakes/fake-id-source.ts';
import { app, dialog, restartElectron } from '../../../../fakes/electron-module.ts';

const window = { name: 'the window' } as unknown as BrowserWindow;
const question = {
  title: 'Disable “checkout” for good?',
  detail: 'PubNub · Shop. It cannot be re-enabled.',
  verb: 'Disable for good',
};

beforeEach(() => {
  restartElectron();
  app.becomeReady();
});

describe('a confirmation', () => {
  it('is a native box of our window, with Cancel as what Return and Escape mean', async () => {
    await new ElectronConfirmation(() => window).ask(question);
    expect(dialog.messageBoxes).toEqual([
      {
        owner: window,
        options: {
          type: 'warning',
          message: question.title,
          detail: question.detail,
          buttons: ['Cancel', 'Disable for good'],
          defaultId: 0,
          cancelId: 0,
          noLink: true,
        },
      },
    ]);
  });

  it.each([
    [0, false],
    [1, true],
    [2, false],
    [-1, false],
  ])('answered with button %i means %s', async (pressed, answer) => {
    dialog.pressed = pressed;
    expect(await new ElectronConfirmation(() => window).ask(question)).toBe(answer);
  });

  it('is a no without a window that could ask', async () => {
    dialog.pressed = 1;
    expect(await new ElectronConfirmation(() => null).ask(question)).toBe(false);
    expect(dialog.messageBoxes).toEqual([]);
  });
});

describe('the file picker', () => {
  const pickerOf = (owner: BrowserWindow | null): ElectronFilePicker =>
    new ElectronFilePicker(() => owner, new FakeIdSource());
  const asked = { title: 'Export activity', suggestedName: 'activity.json' };

  it('keeps the path and gives out an id and a name', async () => {
    const picker = pickerOf(window);
    dialog.saveTo = { canceled: false, filePath: '/home/person/Documents/out.json' };
    const picked = await picker.pickSave(asked);
    expect(Object.keys(picked ?? {})).toEqual(['fileId', 'fileName']);
    expect(picked?.fileName).toBe('out.json');
    expect(JSON.stringify(picked)).not.toContain('/home');
    expect(picker.resolve(picked!.fileId)).toEqual({
      path: '/home/person/Documents/out.json',
      fileName: 'out.json',
    });
    expect(dialog.saveDialogs).toEqual([
      {
        owner: window,
        options: {
          title: 'Export activity',
          defaultPath: 'activity.json',
          properties: ['createDirectory', 'showOverwriteConfirmation', 'dontAddToRecent'],
        },
      },
    ]);
  });

  it('tells what was picked to be saved from what was picked to be opened', async () => {
    const picker = pickerOf(window);
    dialog.saveTo = { canceled: false, filePath: '/tmp/x' };
    dialog.toOpen = { canceled: false, filePaths: ['/home/person/.env'] };
    const saved = await picker.pickSave(asked);
    const [opened] = await picker.pickOpen({ title: 'Choose', many: false });
    expect(picker.resolveSave(saved!.fileId)?.path).toBe('/tmp/x');
    expect(picker.resolveSave(opened!.fileId)).toBeNull();
  });

  it('lets the page suggest a name, but no folder', async () => {
    await pickerOf(window).pickSave({ ...asked, suggestedName: '/etc/cron.d/../rekey' });
    expect(dialog.saveDialogs[0]?.options.defaultPath).toBe('rekey');
  });

  it('answers nothing when the person cancels, and nothing without a window', async () => {
    expect(await pickerOf(window).pickSave(asked)).toBeNull();
    dialog.saveTo = { canceled: false, filePath: '' };
    expect(await pickerOf(window).pickSave(asked)).toBeNull();
    dialog.saveTo = { canceled: false, filePath: '/tmp/x' };
    expect(await pickerOf(null).pickSave(asked)).toBeNull();
    expect(dialog.saveDialogs).toHaveLength(2);
  });

  it.each([
    [false, ['openFile', 'showHiddenFiles', 'noResolveAliases', 'dontAddToRecent']],
    [
      true,
      ['openFile', 'multiSelections', 'showHiddenFiles', 'noResolveAliases', 'dontAddToRecent'],
    ],
  ])('opens files of any name, several: %s', async (many, properties) => {
    const picker = pickerOf(window);
    dialog.toOpen = { canceled: false, filePaths: ['/home/person/.env', '/home/person/b/.env'] };
    const picked = await picker.pickOpen({ title: 'Choose .env files', many });
    expect(picked.map(({ fileName }) => fileName)).toEqual(['.env', '.env']);
    expect(JSON.stringify(picked)).not.toContain('/home');
    expect(picked.map(({ fileId }) => picker.resolve(fileId)?.path)).toEqual(
      dialog.toOpen.filePaths,
    );
    expect(dialog.openDialogs).toEqual([
      { owner: window, options: { title: 'Choose .env files', properties } },
    ]);
  });

  it('opens none when the person cancels, and none without a window', async () => {
    const choice = { title: 'Choose .env files', many: true };
    dialog.toOpen = { canceled: true, filePaths: ['/tmp/x'] };
    expect(await pickerOf(window).pickOpen(choice)).toEqual([]);
    dialog.toOpen = { canceled: false, filePaths: ['/tmp/x'] };
    expect(await pickerOf(null).pickOpen(choice)).toEqual([]);
    expect(dialog.openDialogs).toHaveLength(1);
  });

  it('knows no id that it did not give out', async () => {
    const picker = pickerOf(window);
    dialog.saveTo = { canceled: false, filePath: '/tmp/x' };
    await picker.pickSave(asked);
    const foreign = pickedFileIdSchema.parse('01ARZ3NDEKTSV4RRFFQ69G5FAV');
    expect(picker.resolve(foreign)).toBeNull();
  });
});
