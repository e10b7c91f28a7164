import { basename } from 'node:path';
import { dialog, type BrowserWindow } from 'electron';
import { pickedFileIdSchema, type PickedFileId } from '../../../shared/lib/ids.ts';
import type { Confirmation, FilePicker, PickedFile } from '../../services/ports/host.ts';
import type { IdSource } from '../../services/ports/id-source.ts';

/** A native box: a script in the page can neither see nor click it. */
export class ElectronConfirmation implements Confirmation {
  private readonly window: () => BrowserWindow | null;

  constructor(window: () => BrowserWindow | null) {
    this.window = window;
  }

  async ask({
    title,
    detail,
    verb,
  }: {
    title: string;
    detail: string;
    verb: string;
  }): Promise<boolean> {
    const owner = this.window();
    // Without a window nobody can be asked, so the answer is no.
    if (owner === null) return false;
    const { response } = await dialog.showMessageBox(owner, {
      type: 'warning',
      message: title,
      detail,
      buttons: ['Cancel', verb],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    });
    return response === 1;
  }
}

/** The native file dialogs; paths stay here, the page gets ids. */
export class ElectronFilePicker implements FilePicker {
  private readonly window: () => BrowserWindow | null;
  private readonly ids: IdSource;
  private readonly picked = new Map<PickedFileId, { path: string; fileName: string }>();
  private readonly toSave = new Set<PickedFileId>();

  constructor(window: () => BrowserWindow | null, ids: IdSource) {
    this.window = window;
    this.ids = ids;
  }

  async pickSave(options: { title: string; suggestedName: string }): Promise<PickedFile | null> {
    const owner = this.window();
    if (owner === null) return null;
    const { canceled, filePath } = await dialog.showSaveDialog(owner, {
      title: options.title,
      // A name only: the page does not choose the folder.
      defaultPath: basename(options.suggestedName),
      properties: ['createDirectory', 'showOverwriteConfirmation', 'dontAddToRecent'],
    });
    if (canceled || filePath === '') return null;
    const picked = this.keep(filePath);
    this.toSave.add(picked.fileId);
    return picked;
  }

  async pickOpen({ title, many }: { title: string; many: boolean }): Promise<PickedFile[]> {
    const owner = this.window();
    if (owner === null) return [];
    const { canceled, filePaths } = await dialog.showOpenDialog(owner, {
      title,
      properties: [
        'openFile',
        ...(many ? (['multiSelections'] as const) : []),
        // The names of .env files begin with a dot.
        'showHiddenFiles',
        // A link is reported, not followed.
        'noResolveAliases',
        'dontAddToRecent',
      ],
    });
    return canceled ? [] : filePaths.map((path) => this.keep(path));
  }

  resolve(fileId: PickedFileId): { path: string; fileName: string } | null {
    return this.picked.get(fileId) ?? null;
  }

  resolveSave(fileId: PickedFileId): { path: string; fileName: string } | null {
    return this.toSave.has(fileId) ? this.resolve(fileId) : null;
  }

  private keep(path: string): PickedFile {
    const fileId = pickedFileIdSchema.parse(this.ids.ulid());
    const fileName = basename(path);
    this.picked.set(fileId, { path, fileName });
    return { fileId, fileName };
  }
}
