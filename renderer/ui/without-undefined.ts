type WithoutUndefined<T> = {
  [K in keyof T as undefined extends T[K] ? never : K]: T[K];
} & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/**
 * Our components take `prop={condition ? value : undefined}`; React Aria's types, under
 * exactOptionalPropertyTypes, take a value or nothing. This drops the undefined ones.
 */
export function withoutUndefined<T extends object>(props: T): WithoutUndefined<T> {
  const given = Object.entries(props).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as WithoutUndefined<T>;
}
