import type { ContentfulStatusCode } from 'hono/utils/http-status';

/**
 * A request the simulated server refuses. Thrown by whatever finds the fault and turned into an
 * answer in one place. The message never repeats what was sent: that may be a secret.
 */
export class VendorRefusal extends Error {
  readonly status: ContentfulStatusCode;

  constructor(status: ContentfulStatusCode, message: string) {
    super(message);
    this.name = 'VendorRefusal';
    this.status = status;
  }
}
