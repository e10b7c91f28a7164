/** How values come to stand in texts; used to plant canaries and to look for them. */
export const writtenSomehow: readonly {
  readonly name: string;
  readonly write: (secretValue: string) => string;
}[] = [
  { name: 'as it is', write: (secretValue) => secretValue },
  { name: 'in JSON', write: (secretValue) => JSON.stringify({ value: secretValue }) },
  {
    name: 'in JSON in JSON',
    write: (secretValue) => JSON.stringify(JSON.stringify([secretValue])),
  },
  { name: 'in base 64', write: (secretValue) => Buffer.from(secretValue).toString('base64') },
  {
    name: 'in base 64 after one byte',
    write: (secretValue) => Buffer.from(`:${secretValue}`).toString('base64'),
  },
  {
    name: 'in base 64 after two bytes',
    write: (secretValue) => Buffer.from(`me${secretValue}!`).toString('base64'),
  },
  {
    name: 'in base 64 for addresses',
    write: (secretValue) => Buffer.from(`user:${secretValue}`).toString('base64url'),
  },
  { name: 'in hexadecimal', write: (secretValue) => Buffer.from(secretValue).toString('hex') },
  {
    name: 'in capital hexadecimal',
    write: (secretValue) => Buffer.from(secretValue).toString('hex').toUpperCase(),
  },
  {
    name: 'percent-encoded',
    write: (secretValue) => encodeURIComponent(secretValue),
  },
  {
    name: 'percent-encoded in full',
    write: (secretValue) =>
      Buffer.from(secretValue).toString('hex').replace(/../g, '%$&').toUpperCase(),
  },
  {
    name: 'in a form',
    write: (secretValue) => new URLSearchParams({ q: secretValue }).toString(),
  },
  {
    name: 'in an address',
    write: (secretValue) => `https://host/path?signature=${encodeURIComponent(secretValue)}&page=2`,
  },
];

const CANARY = 'RKCANARY';

/** Every form in which the marker itself would be readable. */
const traces: readonly string[] = [
  CANARY,
  ...[0, 1, 2].map((offset) => {
    const encoded = Buffer.from(`${'\0'.repeat(offset)}${CANARY}`).toString('base64');
    return encoded.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + 8) * 8) / 6));
  }),
  Buffer.from(CANARY).toString('hex'),
  Buffer.from(CANARY).toString('hex').toUpperCase(),
  Buffer.from(CANARY).toString('hex').replace(/../g, '%$&'),
  Buffer.from(CANARY).toString('hex').replace(/../g, '%$&').toUpperCase(),
];

/** The trace of a canary that can be read in the text, else null. */
export function findCanary(text: string): string | null {
  return traces.find((trace) => text.includes(trace)) ?? null;
}
