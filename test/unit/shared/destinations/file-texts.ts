/** Files as Latin-1 texts: one character per byte, so that any bytes can be written down. */
export const bytesOf = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));
export const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

export const RUNS = Number(process.env['REKEY_DESTINATION_RUNS'] ?? 10_000);

const dotenvLine =
  /(?:^|^)\s*(?:export\s+)?([\w.-]+)(?:\s*=\s*?|:\s+?)(\s*'(?:\\'|[^'])*'|\s*"(?:\\"|[^"])*"|\s*`(?:\\`|[^`])*`|[^#\r\n]+)?\s*(?:#.*)?(?:$|$)/gm;

/** What the npm package `dotenv` 16 reads from such bytes; its expression, not our scanner. */
export function readAsDotenv(bytes: Uint8Array): Record<string, string> {
  const text = Buffer.from(bytes).toString('utf8').replace(/\r\n?/gm, '\n');
  return Object.fromEntries(
    [...text.matchAll(dotenvLine)].map(([, name = '', written = '']) => {
      const trimmed = written.trim();
      const value = trimmed.replace(/^(['"`])([^]*)\1$/gm, '$2');
      const isEscaped = trimmed.startsWith('"');
      return [name, isEscaped ? value.replace(/\\n/g, '\n').replace(/\\r/g, '\r') : value];
    }),
  );
}
