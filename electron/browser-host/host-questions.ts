import { basename, isAbsolute } from 'node:path';
import { pickedFileIdSchema, type PickedFileId } from '../../shared/lib/ids.ts';
import type { Confirmation, FilePicker, PickedFile } from '../services/ports/host.ts';
import type { IdSource } from '../services/ports/id-source.ts';

/** What the host's own page script shows, outside the app's page. */
export type HostQuestion =
  | {
      readonly id: string;
      readonly kind: 'confirm';
      readonly title: string;
      readonly detail: string;
      readonly verb: string;
    }
  | {
      readonly id: string;
      readonly kind: 'pick-save';
      readonly title: string;
      readonly suggestedName: string;
    }
  | {
      readonly id: string;
      readonly kind: 'pick-open';
      readonly title: string;
      /** The answer may be several paths, one per line. */
      readonly many: boolean;
    };

/** True, or a path, or a path per line; false or null when the person said no. */
type Answer = boolean | string | null;

/**
 * The browser host's stand-in for native dialogs: questions go to the second page script over the
 * event stream and are answered at `POST /host/answer`, never under `/rpc`.
 */
export class HostQuestions implements Confirmation, FilePicker {
  private readonly ids: IdSource;
  private readonly announce: (question: HostQuestion) => void;
  private readonly open = new Map<
    string,
    { question: HostQuestion; settle: (answer: Answer) => void }
  >();
  private readonly picked = new Map<PickedFileId, { path: string; fileName: string }>();
  private readonly toSave = new Set<PickedFileId>();

  constructor(deps: { ids: IdSource; announce: (question: HostQuestion) => void }) {
    this.ids = deps.ids;
    this.announce = deps.announce;
  }

  async ask(question: { title: string; detail: string; verb: string }): Promise<boolean> {
    return (await this.put({ id: this.ids.ulid(), kind: 'confirm', ...question })) === true;
  }

  async pickSave(options: { title: string; suggestedName: string }): Promise<PickedFile | null> {
    const answer = await this.put({ id: this.ids.ulid(), kind: 'pick-save', ...options });
    if (!isPath(answer)) return null;
    const picked = this.keep(answer);
    this.toSave.add(picked.fileId);
    return picked;
  }

  async pickOpen(options: { title: string; many: boolean }): Promise<PickedFile[]> {
    const answer = await this.put({ id: this.ids.ulid(), kind: 'pick-open', ...options });
    if (typeof answer !== 'string') return [];
    const paths = options.many ? linesOf(answer) : [answer];
    // All or none: a path that was mistyped must not go unnoticed among the others.
    return paths.every(isPath) ? paths.map((path) => this.keep(path)) : [];
  }

  resolve(fileId: PickedFileId): { path: string; fileName: string } | null {
    return this.picked.get(fileId) ?? null;
  }

  resolveSave(fileId: PickedFileId): { path: string; fileName: string } | null {
    return this.toSave.has(fileId) ? this.resolve(fileId) : null;
  }

  /** For a page that was loaded while questions were open. */
  unanswered(): HostQuestion[] {
    return [...this.open.values()].map(({ question }) => question);
  }

  /** False when no such question is open. */
  answer(id: string, answer: Answer): boolean {
    const found = this.open.get(id);
    if (found === undefined) return false;
    this.open.delete(id);
    found.settle(answer);
    return true;
  }

  /** Everything still open counts as "no": the host is closing. */
  close(): void {
    for (const id of [...this.open.keys()]) this.answer(id, null);
  }

  private keep(path: string): PickedFile {
    const fileId = pickedFileIdSchema.parse(this.ids.ulid());
    const fileName = basename(path);
    this.picked.set(fileId, { path, fileName });
    return { fileId, fileName };
  }

  private put(question: HostQuestion): Promise<Answer> {
    return new Promise((settle) => {
      this.open.set(question.id, { question, settle });
      this.announce(question);
    });
  }
}

const isPath = (answer: Answer): answer is string =>
  typeof answer === 'string' && isAbsolute(answer) && !answer.includes('\0');

/** Each path once; empty lines are none. */
const linesOf = (text: string): string[] => [
  ...new Set(text.split(/\r?\n/).filter((line) => line !== '')),
];
