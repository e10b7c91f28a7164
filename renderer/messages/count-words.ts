const figures = new Intl.NumberFormat('en-GB');

/** "1,204". */
export const figure = (count: number): string => figures.format(count);

/** "1 key", "1,204 keys". */
export const countOf = (count: number, one: string, many: string): string =>
  `${figure(count)} ${count === 1 ? one : many}`;
