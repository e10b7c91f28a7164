/** What a rejected request tells about itself. */
export interface NetworkFailure {
  /** `no`: nothing left this machine. `maybe`: it may have arrived and taken effect. */
  readonly wasSent: 'no' | 'maybe';
  readonly reason: 'offline' | 'refused' | 'tls' | 'timed-out' | 'redirected' | 'broken';
}

const offlineCodes = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EAI_NODATA',
  'EAI_NONAME',
  'ENETUNREACH',
  'ENETDOWN',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'EADDRNOTAVAIL',
  'ERR_NAME_NOT_RESOLVED',
  'ERR_INTERNET_DISCONNECTED',
  'ERR_ADDRESS_UNREACHABLE',
  'ERR_PROXY_CONNECTION_FAILED',
  'ERR_TUNNEL_CONNECTION_FAILED',
]);
const refusedCodes = new Set(['ECONNREFUSED', 'ERR_CONNECTION_REFUSED']);
const slowConnectCodes = new Set(['UND_ERR_CONNECT_TIMEOUT', 'ERR_CONNECTION_TIMED_OUT']);
/** The certificate was not accepted: the handshake ended before anything was sent. */
const certificateCode =
  /^(?:ERR_TLS_CERT_ALTNAME_INVALID|ERR_CERT_\w+|CERT_\w+|UNABLE_TO_\w+|SELF_SIGNED_CERT\w*|DEPTH_ZERO_SELF_SIGNED_CERT|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED|ERROR_IN_CERT_\w+|CRL_\w+)$/;
/** Both sides found no common ground, also before anything was sent; other TLS errors come later too. */
const handshakeCode =
  /^ERR_SSL_\w*(?:VERSION|HANDSHAKE|CIPHER|UNSUPPORTED_PROTOCOL|UNKNOWN_CA|UNRECOGNIZED_NAME|BAD_CERTIFICATE|PACKET_LENGTH)\w*$/;
const otherTlsCode = /^(?:ERR_SSL_\w+|ERR_TLS_\w+|EPROTO)$/;

/**
 * Sorts what a transport rejected with: Node's fetch (a TypeError whose cause carries the system's
 * code), Electron's (an Error whose message is Chromium's `net::…`) or the in-process one. Only a
 * code that names the connecting phase counts as "not sent"; whatever is unknown may have arrived.
 */
export function networkFailureOf(error: unknown): NetworkFailure {
  const chain = causesOf(error);
  if (chain.some(({ message }) => /\bredirect/i.test(message)))
    return { wasSent: 'maybe', reason: 'redirected' };
  for (const cause of chain) {
    const code = codeOf(cause);
    const failure = code === null ? null : failureOfCode(code, syscallOf(cause));
    if (failure !== null) return failure;
  }
  return { wasSent: 'maybe', reason: 'broken' };
}

/** The system's word for a failure, for the log; never a message, which may hold an address. */
export function failureCodeOf(error: unknown): string {
  return (
    causesOf(error)
      .map(codeOf)
      .find((code) => code !== null) ?? 'unknown'
  );
}

function failureOfCode(code: string, syscall: string | null): NetworkFailure | null {
  if (certificateCode.test(code) || handshakeCode.test(code))
    return { wasSent: 'no', reason: 'tls' };
  if (otherTlsCode.test(code)) return { wasSent: 'maybe', reason: 'tls' };
  // An unreachable host is also reported on reading from an established connection.
  if (syscall !== null && syscall !== 'connect' && syscall !== 'getaddrinfo') return null;
  if (offlineCodes.has(code)) return { wasSent: 'no', reason: 'offline' };
  if (refusedCodes.has(code)) return { wasSent: 'no', reason: 'refused' };
  if (slowConnectCodes.has(code) || (code === 'ETIMEDOUT' && syscall === 'connect'))
    return { wasSent: 'no', reason: 'timed-out' };
  return null;
}

function causesOf(error: unknown): Error[] {
  const chain: Error[] = [];
  let current = error;
  while (current instanceof Error && chain.length < 5) {
    chain.push(current);
    current = current.cause;
  }
  return chain;
}

function codeOf(error: Error): string | null {
  if (
    'code' in error &&
    typeof error.code === 'string' &&
    /^[A-Z][A-Z0-9_]{1,60}$/.test(error.code)
  )
    return error.code;
  return /^net::([A-Z][A-Z0-9_]{1,60})/.exec(error.message)?.[1] ?? null;
}

const syscallOf = (error: Error): string | null =>
  'syscall' in error && typeof error.syscall === 'string' ? error.syscall : null;
