import type { ContentfulStatusCode } from 'hono/utils/http-status';

/**
 * A request the simulated server refuses, in OAuth's form `{"error","error_description"}`. Turned
 * into an answer in one place. The description never repeats what was sent: that may be a secret.
 */
export class VendorRefusal extends Error {
  readonly status: ContentfulStatusCode;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: ContentfulStatusCode,
    code: string,
    description: string,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(description);
    this.name = 'VendorRefusal';
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}
