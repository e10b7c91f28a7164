/** A simulated server: one request in, one answer out. Rejects only where a network would fail. */
export type SandboxHandler = (request: Request) => Promise<Response>;
