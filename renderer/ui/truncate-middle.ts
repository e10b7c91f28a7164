/** `pub-c-8f213c04d` as `pub-c-8f21…c04d`: the ends tell values apart, the middle does not. */
export function truncateMiddle(text: string, startLength = 10, endLength = 4): string {
  if (text.length <= startLength + endLength + 1) return text;
  return `${text.slice(0, startLength)}…${text.slice(-endLength)}`;
}
