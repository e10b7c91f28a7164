/** By these another program changes what we trust, or what we and our children load. */
const dangerousName = /^(NODE_|NAPI_RS_|ELECTRON_|LD_|DYLD_)|^SSLKEYLOGFILE$/i;

/** Removes the dangerous variables from an environment, for this process and for its children. */
export function scrubEnvironment(environment: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(environment)) {
    if (dangerousName.test(name)) Reflect.deleteProperty(environment, name);
  }
}
