import type { ContentfulStatusCode } from 'hono/utils/http-status';

/**
 * A request the simulated server refuses. Thrown by whatever finds the fault and turned into an
 * answer in one place. The message never repeats what was sent: that may be a secret.
 */
export class VendorRefusal extends Error {
  readonly status: ContentfulStatusCode;
  /** Ably's own code of five digits. */
  readonly code: number;

  constructor(status: ContentfulStatusCode, code: number, message: string) {
    super(message);
    this.name = 'VendorRefusal';
    this.status = status;
    this.code = code;
  }
}

/** The documented body of an error; the data plane wraps it into `error`. */
export function errorBody({ status, code, message }: VendorRefusal): Readonly<{
  message: string;
  code: number;
  statusCode: number;
  href: string;
}> {
  return { message, code, statusCode: status, href: `https://help.ably.io/error/${code}` };
}
