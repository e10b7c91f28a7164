/** Cuts a value into groups that the eye can compare: at its own hyphens first, then every `size`. */
export function groupCharacters(text: string, size = 4): string[] {
  return text
    .split(/(?<=[-_.:])/u)
    .flatMap((piece) => piece.match(new RegExp(`.{1,${String(size)}}`, 'gsu')) ?? []);
}
