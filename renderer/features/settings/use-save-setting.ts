import { useState } from 'react';
import type { AppError } from '../../../shared/errors/app-error.ts';
import type { Settings } from '../../../shared/settings/settings.ts';
import { useCommand } from '../../ipc/use-command.ts';
import { announce } from '../../ui/announce.ts';

export interface SaveSetting {
  /** Answers whether it was saved. */
  readonly save: (changes: Partial<Settings>) => Promise<boolean>;
  readonly isPending: boolean;
  /** The last change of this control was saved. */
  readonly isSaved: boolean;
  readonly error: AppError | null;
}

/** Saves one control's change at once; each control says by itself how it went. */
export function useSaveSetting(): SaveSetting {
  const update = useCommand('settings.update');
  const [isSaved, setIsSaved] = useState(false);
  return {
    save: async (changes) => {
      setIsSaved(false);
      const result = await update.run({ settings: changes });
      setIsSaved(result.ok);
      if (result.ok) announce('Saved.');
      return result.ok;
    },
    isPending: update.isPending,
    isSaved,
    error: update.error,
  };
}
