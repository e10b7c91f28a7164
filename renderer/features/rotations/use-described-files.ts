import { useState } from 'react';
import type { AppError } from '../../../shared/errors/app-error.ts';
import { bridge } from '../../ipc/bridge.ts';
import { useCommand } from '../../ipc/use-command.ts';
import type { DescribedFile, FileKind } from './file-places.ts';

export interface DescribedFiles {
  /** What was picked; null: nothing is being chosen. */
  readonly picked: { readonly kind: FileKind; readonly files: readonly DescribedFile[] } | null;
  readonly pick: (kind: FileKind) => Promise<void>;
  readonly clear: () => void;
  readonly error: AppError | null;
}

/** Lets the person pick files, several at a time, and reads where in them a secret can be put. */
export function useDescribedFiles(): DescribedFiles {
  const open = useCommand('files.pick-open');
  const [picked, setPicked] = useState<DescribedFiles['picked']>(null);
  return {
    picked,
    pick: async (kind) => {
      const opened = await open.run({ purpose: kind, many: true });
      if (!opened.ok || opened.value.length === 0) return;
      const files = await Promise.all(
        opened.value.map(async ({ fileId, fileName }): Promise<DescribedFile> => {
          const read = await bridge.invoke('files.describe', { fileId, kind });
          return read.ok
            ? { fileId, fileName, ...read.value, error: null }
            : { fileId, fileName, places: [], isCut: false, error: read.error };
        }),
      );
      setPicked({ kind, files });
    },
    clear: () => {
      setPicked(null);
    },
    error: open.error,
  };
}
