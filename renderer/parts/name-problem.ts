/** Why a new name is refused, in words; undefined when it is fine. Length counts in code points. */
export function nameProblem(name: string, maxLength: number): string | undefined {
  if (name.trim() === '') return 'Give it a name.';
  const length = [...name].length;
  if (length > maxLength)
    return `${length.toString()} characters; at most ${maxLength.toString()} fit.`;
  if (/\p{Cc}/u.test(name))
    return 'The name contains a control character. Type it instead of pasting it.';
  if (name !== name.trim()) return 'The name begins or ends with a space.';
  return undefined;
}
