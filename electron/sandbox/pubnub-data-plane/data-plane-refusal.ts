import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** A refusal in the shape of the documented "Invalid Subscribe Key"; never repeats what was sent. */
export class DataPlaneRefusal extends Error {
  readonly status: ContentfulStatusCode;
  readonly service: string;

  constructor(status: ContentfulStatusCode, message: string, service = 'Access Manager') {
    super(message);
    this.name = 'DataPlaneRefusal';
    this.status = status;
    this.service = service;
  }
}
