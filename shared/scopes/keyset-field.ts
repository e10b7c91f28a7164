export type KeysetFieldGroup =
  'Storage' | 'Access' | 'App Context' | 'Files' | 'Presence' | 'Streams' | 'Push';

/** One property: its type, unit, range and what depends on it. */
export interface KeysetField {
  readonly name: string;
  readonly label: string;
  readonly group: KeysetFieldGroup;
  readonly input:
    | {
        readonly type: 'switch';
        /** The provider knows no "off". */
        readonly onlyOn?: true;
        /** The provider also takes "not set". */
        readonly nullable?: true;
      }
    | {
        readonly type: 'integer';
        readonly unit: string;
        readonly min: number;
        readonly max: number | null;
      }
    | {
        readonly type: 'choice';
        readonly values: readonly (number | string)[];
        /** Of numbers; null for names. */
        readonly unit: string | null;
        /** What 0 stands for, where it is no number of units. */
        readonly zeroMeans?: string;
      }
    | { readonly type: 'text'; readonly maxLength: number; readonly nullable: boolean };
  /** Has no effect while this switch is off. */
  readonly requires: string | null;
  /** Changing it may destroy data: asks for the key's name to be typed. */
  readonly danger: 'files-may-be-lost' | 'data-may-move' | null;
  /** What running clients feel when it changes, in words; null where no source says. */
  readonly effect: string | null;
  /**
   * `once-set`: the provider refuses another value as soon as it has one. `read-only`: it is never
   * sent. Absent: it can be changed.
   */
  readonly locked?: 'once-set' | 'read-only';
  /** Once it has a value it can have another; the provider documents no way to take it away. */
  readonly isNeverCleared?: true;
  /** Which of its values only a larger plan includes, in words; the server decides. */
  readonly planNote?: string;
  /** Must have a value when the switch it requires is turned on. */
  readonly neededWhenOn?: true;
}
