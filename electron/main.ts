import { app } from 'electron';
import { registerAppScheme } from './app/app-scheme.ts';
import { dangerousSwitch } from './app/dangerous-switches.ts';
import { scrubEnvironment } from './app/scrub-environment.ts';

scrubEnvironment(process.env);
const refused = app.isPackaged ? dangerousSwitch(process.argv) : null;

if (refused !== null) {
  process.stderr.write(`Rekey does not start with --${refused}.\n`);
  app.exit(1);
} else if (!app.requestSingleInstanceLock()) {
  // The first instance comes to the front; this one's arguments are not used.
  app.quit();
} else {
  app.enableSandbox();
  registerAppScheme();
  // Everything else is loaded only now, so that nothing of it has seen the old environment. Electron
  // becomes ready after this module has ended, so nothing here may wait for that.
  const { runApp } = await import('./app/lifecycle.ts');
  runApp();
}
