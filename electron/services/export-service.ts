import { fail, ok, type Result } from '../../shared/errors/app-error.ts';
import type { PickedFileId } from '../../shared/lib/ids.ts';
import type { ActivityService } from './activity-service.ts';
import type { FileWriter } from './ports/file-writer.ts';
import type { FilePicker } from './ports/host.ts';

/** Writes what holds no secret to a file the person picked. */
export class ExportService {
  private readonly activity: ActivityService;
  private readonly picker: FilePicker;
  private readonly files: FileWriter;

  constructor(deps: { activity: ActivityService; picker: FilePicker; files: FileWriter }) {
    this.activity = deps.activity;
    this.picker = deps.picker;
    this.files = deps.files;
  }

  /** The activity log as JSON lines, oldest first, with its hashes. */
  async exportActivity(
    fileId: PickedFileId,
  ): Promise<Result<{ entryCount: number; fileName: string }>> {
    const picked = this.picker.resolveSave(fileId);
    if (picked === null) return fail({ kind: 'file-refused', reason: 'not-picked', fileName: '' });
    const { text, entryCount } = this.activity.exportLines();
    const written = await this.files.replace(picked.path, text);
    return written.ok ? ok({ entryCount, fileName: picked.fileName }) : written;
  }
}
