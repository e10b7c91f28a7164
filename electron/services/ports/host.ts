import type { Result } from '../../../shared/errors/app-error.ts';
import type { PickedFileId } from '../../../shared/lib/ids.ts';

/** A question that the renderer can neither answer nor forge: a native box, or the browser host's own dialog. */
export interface Confirmation {
  ask(question: {
    readonly title: string;
    readonly detail: string;
    /** What the button says: "Disable old keyset", never "OK". */
    readonly verb: string;
  }): Promise<boolean>;
}

export interface PickedFile {
  readonly fileId: PickedFileId;
  /** The last part of the path, for showing. */
  readonly fileName: string;
}

/** Paths stay in the main process: the renderer sees an opaque id and a name. */
export interface FilePicker {
  /** Null when the person cancelled. */
  pickSave(options: {
    readonly title: string;
    readonly suggestedName: string;
  }): Promise<PickedFile | null>;
  /** Files that are there, several only where `many` says so; empty when the person cancelled. */
  pickOpen(options: {
    readonly title: string;
    readonly many: boolean;
  }): Promise<readonly PickedFile[]>;
  /** What is behind an id given out in this session, else null. */
  resolve(fileId: PickedFileId): { readonly path: string; readonly fileName: string } | null;
  /** As `resolve`, only for what `pickSave` answered: nothing else may be written over as a whole. */
  resolveSave(fileId: PickedFileId): { readonly path: string; readonly fileName: string } | null;
}

export interface Clipboard {
  readonly isAvailable: boolean;
  /** Writes with the hints that keep clipboard managers from recording it. */
  writeSecret(secretValue: string): Promise<Result<null>>;
  writeText(text: string): Promise<Result<null>>;
  /** Clears only if the clipboard still holds exactly this value. */
  clearIfStill(secretValue: string): Promise<void>;
}

/** Opens pages in the system's browser. */
export interface ExternalLinks {
  /** A constant https address by its id. */
  open(linkId: string): Promise<Result<null>>;
  /**
   * A provider's consent page, the one address that is not a constant: https, or this machine's own
   * loopback. The caller has checked that the host is the provider's.
   */
  openConsent(address: string): Promise<Result<null>>;
}

export interface Notifications {
  show(notice: { readonly title: string; readonly body: string }): void;
}
