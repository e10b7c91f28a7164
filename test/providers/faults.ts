import type { AppError } from '../../shared/errors/app-error.ts';
import {
  brokenAnswer,
  endlessAnswer,
  networkError,
  silence,
  textAnswer,
  type Answer,
} from '../fakes/fake-transport.ts';
import type { RecordedOperation } from './adapter-profile.ts';

/** One way in which an answer does not arrive, or arrives spoilt. */
export interface Fault {
  readonly name: string;
  answer(operation: RecordedOperation): Answer;
  /** Whether the provider may have done what it was asked to do. */
  readonly sent: 'no' | 'maybe';
  /** What it means where nothing was to be done. */
  readonly error: Partial<AppError>;
  readonly isRepeated: boolean;
}

const rejects = (error: () => Error) => (): Answer => () => Promise.reject(error());

const notSent = (code: string, syscall: string | undefined, error: Partial<AppError>): Fault => ({
  name: `${code}: nothing was sent`,
  answer: rejects(() => networkError(code, syscall)),
  ...{ sent: 'no', error, isRepeated: error.kind !== 'address-refused' || error.reason !== 'tls' },
});

const offline: Partial<AppError> = { kind: 'network-offline' };
const refused = (reason: 'refused' | 'tls' | 'redirected'): Partial<AppError> => ({
  kind: 'address-refused',
  reason,
});
const unavailable = (reason: 'not-json' | 'too-large' | 'truncated'): Partial<AppError> => ({
  kind: 'provider-unavailable',
  reason,
});

export const networkFaults: readonly Fault[] = [
  notSent('ENOTFOUND', 'getaddrinfo', offline),
  notSent('EAI_AGAIN', 'getaddrinfo', offline),
  notSent('ENETUNREACH', 'connect', offline),
  notSent('ECONNREFUSED', 'connect', refused('refused')),
  notSent('CERT_HAS_EXPIRED', undefined, refused('tls')),
  notSent('DEPTH_ZERO_SELF_SIGNED_CERT', undefined, refused('tls')),
  notSent('ERR_TLS_CERT_ALTNAME_INVALID', undefined, refused('tls')),
  notSent('UND_ERR_CONNECT_TIMEOUT', undefined, { kind: 'timed-out' }),
  {
    name: 'a reset connection may have carried the request',
    answer: rejects(() => networkError('ECONNRESET', 'read')),
    ...{ sent: 'maybe', error: unavailable('truncated'), isRepeated: true },
  },
  {
    name: 'silence may follow a request that was carried out',
    answer: () => silence,
    ...{ sent: 'maybe', error: { kind: 'timed-out' }, isRepeated: true },
  },
  {
    name: 'a body that stalls after its first byte',
    answer: () => () => brokenAnswer('{', 'stalls'),
    ...{ sent: 'maybe', error: { kind: 'timed-out' }, isRepeated: true },
  },
  {
    name: 'a body that breaks off before its last byte',
    answer:
      ({ answer }) =>
      () => {
        const start = JSON.stringify(answer).slice(0, -1);
        return brokenAnswer(start, networkError('UND_ERR_SOCKET'));
      },
    ...{ sent: 'maybe', error: unavailable('truncated'), isRepeated: true },
  },
  ...[301, 302, 303, 307, 308].map((status): Fault => ({
    name: `a ${status} to somewhere else is not followed`,
    answer: () => () =>
      new Response(null, { status, headers: { location: 'https://evil.test/RKCANARY' } }),
    ...{ sent: 'maybe', error: refused('redirected'), isRepeated: false },
  })),
];

const spoilt = (
  name: string,
  error: Partial<AppError>,
  answer: (operation: RecordedOperation) => Answer,
): Fault => ({ name, answer, sent: 'maybe', error, isRepeated: false });

export const spoiltAnswers: readonly Fault[] = [
  spoilt(
    'a page with 200',
    unavailable('not-json'),
    () => () =>
      textAnswer('<html><h1>Sign in RKCANARY</h1>', { headers: { 'content-type': 'text/html' } }),
  ),
  spoilt(
    'a page that says it is JSON',
    unavailable('not-json'),
    () => () => textAnswer('<html><h1>Sign in RKCANARY</h1>'),
  ),
  spoilt(
    'the right answer under a wrong type',
    unavailable('not-json'),
    ({ answer }) =>
      () =>
        textAnswer(JSON.stringify(answer), { headers: { 'content-type': 'text/plain' } }),
  ),
  spoilt('an answer cut cleanly in the middle', unavailable('not-json'), ({ answer }) => () => {
    const text = JSON.stringify(answer);
    return textAnswer(text.slice(0, Math.floor(text.length / 2)));
  }),
  spoilt(
    'bytes that are no text',
    unavailable('not-json'),
    () => () => textAnswer(new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0xc0, 0x22, 0x7d])),
  ),
  spoilt('a body without end', unavailable('too-large'), () => () => endlessAnswer({ bytes: 0 })),
  spoilt(
    '200,000 levels of brackets',
    unavailable('too-large'),
    () => () => textAnswer('['.repeat(100_000) + ']'.repeat(100_000)),
  ),
  spoilt(
    'a number that would change on reading',
    { kind: 'provider-changed' },
    () => () => textAnswer('{"result":{"id":9007199254740993}}'),
  ),
];
