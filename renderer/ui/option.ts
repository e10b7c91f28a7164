/** One choice of a Select, ComboBox or RadioGroup. */
export interface Option<T extends string> {
  value: T;
  label: string;
  description?: string | undefined;
  isDisabled?: boolean | undefined;
}
