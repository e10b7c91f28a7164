/** An id of the right form that says what it names: `K` keys, `P` parts, `C` apps, `A` accounts. */
export const sampleId = (letter: string, index: number): string =>
  `01J${letter}${index.toString().padStart(22, '0')}`;
