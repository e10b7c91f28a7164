const figures = new Intl.NumberFormat('en-GB');

/** "1,204". */
export const figure = (count: number): string => figures.format(count);

/** "1 key", "1,204 keys". */
export const countOf = (count: number, one: string, many: string): string =>
  `${figure(count)} ${count === 1 ? one : many}`;

/** A noun at the head of a label: "app" as "App". */
export const sentenceCase = (noun: string): string =>
  `${noun.slice(0, 1).toUpperCase()}${noun.slice(1)}`;

/** "an app", "an API key", "a keyset". */
export const withArticle = (noun: string): string =>
  `${/^[aeiou]/iu.test(noun) ? 'an' : 'a'} ${noun}`;
