import { useState } from 'react';
import type { AppError, Result } from '../../../shared/errors/app-error.ts';
import type { DocumentFormat } from '../../../shared/rotations/plan-file.ts';
import { ErrorBanner } from '../../parts/error-banner.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Menu } from '../../ui/menu.tsx';
import { visibleText } from '../../ui/visible-text.ts';

/** What the last export said. */
interface Exporting {
  readonly fileName: string | null;
  readonly error: AppError | null;
  readonly isPending: boolean;
  readonly run: (format: DocumentFormat) => Promise<void>;
  readonly dismiss: () => void;
}

/** One export at a time; a cancelled one says nothing. */
export function useExporting(command: {
  readonly run: (format: DocumentFormat) => Promise<Result<string | null>>;
  readonly isPending: boolean;
  readonly error: AppError | null;
  readonly clearError: () => void;
}): Exporting {
  const [fileName, setFileName] = useState<string | null>(null);
  return {
    fileName,
    error: command.error,
    isPending: command.isPending,
    run: async (format) => {
      setFileName(null);
      const exported = await command.run(format);
      if (exported.ok) setFileName(exported.value);
    },
    dismiss: () => {
      setFileName(null);
      command.clearError();
    },
  };
}

/** Export…, for people or for Rekey. */
export function ExportMenu({ what, exporting }: { what: string; exporting: Exporting }) {
  return (
    <Menu
      label={`Export the ${what}`}
      text="Export…"
      icon="download"
      isDisabled={exporting.isPending}
      items={[
        { id: 'markdown', label: 'Markdown', description: 'To read and to pass on' },
        { id: 'json', label: 'JSON', description: 'With a digest that shows any change' },
      ]}
      onAction={(format) => void exporting.run(format)}
    />
  );
}

export function ExportNotes({ exporting }: { exporting: Exporting }) {
  const { fileName, error, dismiss } = exporting;
  if (error !== null) return <ErrorBanner error={error} onDismiss={dismiss} />;
  if (fileName === null) return null;
  return (
    <Banner
      tone="success"
      title={`Written to ${visibleText(fileName, 80)}`}
      isAnnounced
      onDismiss={dismiss}
    >
      The file holds names and no secret.
    </Banner>
  );
}
