/**
 * Ends this process when npm is gone. npm hands a SIGTERM to its shell only, and the shell dies
 * without handing it on, which would leave a server and its profile lock behind.
 * Load it with `--import`; in a process that npm did not start it does nothing.
 */
const pollMs = 500;
const parentId = process.ppid;

if (process.env['npm_lifecycle_event'] !== undefined && process.platform !== 'win32') {
  const poll = setInterval(() => {
    if (process.ppid === parentId) return;
    clearInterval(poll);
    process.kill(process.pid, 'SIGTERM');
  }, pollMs);
  poll.unref();
}
