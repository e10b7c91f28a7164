export interface DiffLine {
  kind: 'added' | 'removed' | 'unchanged';
  text: string;
  /** After the line in muted text: what it means. */
  note?: string | undefined;
}
