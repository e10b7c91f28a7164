/**
 * Variables that make a child run other code, accept other certificates or write its keys to a
 * file. What a program we start needs of the desktop session (display, bus, home) stays.
 */
const dangerousName = /^(NODE_|ELECTRON_|LD_|DYLD_|BASH_ENV$|ENV$|SSLKEYLOGFILE$|VITEST)/i;

/** The environment for programs we start. */
export function childEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !dangerousName.test(name)));
}
