/** Ends an exhaustive `switch`: reaching it is a bug, and TypeScript proves it cannot be reached. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected variant: ${JSON.stringify(value)}`);
}
