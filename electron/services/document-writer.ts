import { ok, type Result } from '../../shared/errors/app-error.ts';
import type { DocumentFormat } from '../../shared/rotations/plan-file.ts';
import type { FileWriter } from './ports/file-writer.ts';
import type { FilePicker } from './ports/host.ts';

interface Dependencies {
  readonly picker: Pick<FilePicker, 'pickSave' | 'resolve'>;
  readonly files: Pick<FileWriter, 'replace'>;
}

/** What is written down of a rotation; holds no secret. */
interface WrittenDocument {
  /** What the person is asked. */
  readonly title: string;
  /** The beginning of the suggested file name. */
  readonly baseName: string;
  readonly format: DocumentFormat;
  readonly text: string;
}

/** Asks where, and writes there; null when the person cancelled, else the file's name. */
export async function writeDocument(
  { picker, files }: Dependencies,
  { title, baseName, format, text }: WrittenDocument,
): Promise<Result<string | null>> {
  const suggestedName = `${baseName}.${format === 'json' ? 'json' : 'md'}`;
  const picked = await picker.pickSave({ title, suggestedName });
  const target = picked === null ? null : picker.resolve(picked.fileId);
  if (target === null) return ok(null);
  const written = await files.replace(target.path, text);
  return written.ok ? ok(target.fileName.slice(0, 300)) : written;
}

/** A part of a file name: no separator, no dot in front, nothing that a shell reads. */
export const fileNamePart = (name: string): string =>
  name
    .replace(/[^\w.-]+/g, '-')
    .replace(/^[.-]+/, '')
    .slice(0, 60) || 'key';

export const jsonText = (facts: unknown): string => `${JSON.stringify(facts, null, 2)}\n`;
