import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const linesSchema = z.object({
  'pubnub-v1': z.object({
    baseUrl: z.string(),
    dataPlaneUrl: z.string(),
    email: z.string(),
    password: z.string(),
  }),
});

export interface ServedSandbox {
  readonly baseUrl: string;
  readonly dataPlaneUrl: string;
  readonly fields: { readonly email: string; readonly password: string };
  stop(): Promise<void>;
}

/** The sandbox in a process of its own, as `npm run sandbox -- --json` starts it. */
export async function serveSandboxApart(options: {
  readonly keys: number;
  readonly latencyMs: number;
}): Promise<ServedSandbox> {
  const entry = fileURLToPath(new URL('../electron/sandbox/serve-main.ts', import.meta.url));
  const child = spawn(
    process.execPath,
    [entry, '--json', '--keys', String(options.keys), '--latency', String(options.latencyMs)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const exited = once(child, 'exit');
  child.stdout.setEncoding('utf8');
  let text = '';
  for await (const chunk of child.stdout) {
    text += String(chunk);
    if (text.includes('\n')) break;
  }
  const { email, password, ...target } = linesSchema.parse(JSON.parse(text))['pubnub-v1'];
  return {
    ...target,
    fields: { email, password },
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
    },
  };
}
