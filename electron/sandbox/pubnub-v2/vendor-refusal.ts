/** The error names of "Create a new keyset" (PubNub Admin API v2), by status. */
const errorNames = {
  400: 'BadRequest',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'NotFound',
} as const;

/**
 * A request the simulated server refuses. Thrown by whatever finds the fault and turned into an
 * answer in one place. The messages never repeat what was sent: that may be a secret.
 */
export class VendorRefusal extends Error {
  readonly status: keyof typeof errorNames;
  readonly messages: readonly string[];

  constructor(status: keyof typeof errorNames, ...messages: readonly string[]) {
    super(messages.join('; '));
    this.name = 'VendorRefusal';
    this.status = status;
    this.messages = messages;
  }

  /** The documented envelope; `message` is a list. */
  body(): Readonly<Record<string, unknown>> {
    return { statusCode: this.status, error: errorNames[this.status], message: this.messages };
  }
}
