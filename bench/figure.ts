/** One measured figure; `measured` is the median of its runs. */
export interface Figure {
  readonly name: string;
  readonly unit: 'ms' | '×';
  readonly measured: number;
  readonly minimum: number;
  readonly maximum: number;
  /** Null: reported only. */
  readonly target: number | null;
  /** The fixed parameters it was measured with. */
  readonly parameters: Readonly<Record<string, number | string>>;
}

/** Median, minimum and maximum of the samples. */
export function summaryOf(
  samples: readonly number[],
): Pick<Figure, 'measured' | 'minimum' | 'maximum'> {
  return {
    measured: percentile(samples, 0.5),
    minimum: Math.min(...samples),
    maximum: Math.max(...samples),
  };
}

/** The smallest sample that is at least as large as this share of all of them. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
