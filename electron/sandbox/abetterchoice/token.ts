const dayMs = 86_400_000;
const lifetimeMs = 3_650 * dayMs;

export const signatureDigits = 24;

/**
 * A token in the vendor's shape: the payload names the key, so the name is part of the credential.
 * The signature is random, because nothing but this account ever checks it.
 */
export function tokenSecretFrom(input: {
  readonly name: string;
  readonly digits: string;
  readonly issuedAt: number;
  /** Null: in ten years. */
  readonly endsAt: number | null;
}): string {
  const { name, digits, issuedAt, endsAt } = input;
  const part = (json: unknown): string => Buffer.from(JSON.stringify(json)).toString('base64url');
  const seconds = (milliseconds: number): number => Math.floor(milliseconds / 1_000);
  const payload = {
    tokenName: name,
    iat: seconds(issuedAt),
    exp: seconds(endsAt ?? issuedAt + lifetimeMs),
  };
  const signature = `RKCANARY${digits.slice(0, signatureDigits)}`;
  return [part({ alg: 'HS256', typ: 'JWT' }), part(payload), signature].join('.');
}

/** When a token made here ends. */
export function tokenEndsAt(tokenSecret: string): number {
  const payload: unknown = JSON.parse(
    Buffer.from(tokenSecret.split('.')[1] ?? '', 'base64url').toString(),
  );
  const exp: unknown = Reflect.get(Object(payload), 'exp');
  return typeof exp === 'number' ? exp * 1_000 : 0;
}
