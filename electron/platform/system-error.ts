/** Whether the system refused a call, as opposed to a bug of ours. */
export const isSystemError = (cause: unknown): boolean =>
  cause instanceof Error && 'syscall' in cause && 'code' in cause;
