/**
 * `npm run sandbox`: the simulated providers on loopback until SIGTERM or SIGINT. With `--json` it
 * prints exactly one line, so stdout belongs to that line and everything else goes to stderr.
 */
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { serveSandbox, type ServedSandbox, type ServeOptions } from './serve.ts';

const usage = `Usage: npm run --silent sandbox -- [--json] [--seed N] [--keys N] [--plan free|paid] [--list-secrets] [--latency MS] [--state FILE]

  --json         print one line of JSON with the addresses and sign-ins
  --seed N       another account with other keys (default 1)
  --keys N       how many keys each account starts with (default: about forty)
  --plan free    an account without a paid plan, where the provider knows plans
  --list-secrets lists tell the values of secrets too, where a provider's sources differ on that
  --latency MS   added to every answer (default 0)
  --state FILE   keep what was changed in FILE
`;

const maxKeys = 100_000;
const maxLatencyMs = 60_000;
const wholeNumber = z
  .string()
  .regex(/^\d{1,9}$/, 'is not a whole number')
  .transform(Number);
const argumentsSchema = z.object({
  json: z.boolean().default(false),
  help: z.boolean().default(false),
  seed: wholeNumber.optional(),
  keys: wholeNumber.refine((keys) => keys <= maxKeys, `is more than ${maxKeys}`).optional(),
  plan: z.enum(['free', 'paid'], { error: 'is free or paid' }).optional(),
  'list-secrets': z.boolean().optional(),
  latency: wholeNumber
    .refine((ms) => ms <= maxLatencyMs, `is more than ${maxLatencyMs}`)
    .optional(),
  state: z.string().min(1).optional(),
});

function readArguments(): z.infer<typeof argumentsSchema> | null {
  try {
    const { values } = parseArgs({
      options: {
        json: { type: 'boolean' },
        help: { type: 'boolean' },
        seed: { type: 'string' },
        keys: { type: 'string' },
        plan: { type: 'string' },
        'list-secrets': { type: 'boolean' },
        latency: { type: 'string' },
        state: { type: 'string' },
      },
    });
    return argumentsSchema.parse(values);
  } catch (error) {
    if (error instanceof z.ZodError) {
      const problems = error.issues.map((issue) => `--${issue.path.join('.')} ${issue.message}`);
      process.stderr.write(`${problems.join('\n')}\n\n${usage}`);
      return null;
    }
    // parseArgs throws a TypeError that names the unknown or incomplete option.
    if (!(error instanceof TypeError)) throw error;
    process.stderr.write(`${error.message}\n\n${usage}`);
    return null;
  }
}

function inWords(announcements: ServedSandbox['announcements']): string {
  const blocks = Object.entries(announcements).map(([providerId, account]) =>
    [
      providerId,
      ...Object.entries(account).map(([field, text]) => `  ${field.padEnd(20)}${text}`),
    ].join('\n'),
  );
  return ['The sandbox is ready. Stop it with Ctrl+C.', ...blocks, ''].join('\n\n');
}

async function run(isJson: boolean, options: ServeOptions): Promise<void> {
  const sandbox = await serveSandbox(options);
  const stop = (): void => {
    // The process ends by itself once nothing listens: exit code 0 and stdout flushed.
    void sandbox.close();
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  process.stdout.write(
    isJson ? `${JSON.stringify(sandbox.announcements)}\n` : inWords(sandbox.announcements),
  );
}

const given = readArguments();
if (given === null) {
  process.exitCode = 2;
} else if (given.help) {
  process.stdout.write(usage);
} else {
  try {
    await run(given.json, {
      seed: given.seed,
      keys: given.keys,
      plan: given.plan,
      listsSecrets: given['list-secrets'],
      latencyMs: given.latency,
      stateFile: given.state,
    });
  } catch (error) {
    process.stderr.write(`sandbox: ${error instanceof Error ? error.message : 'did not start'}\n`);
    process.exitCode = 1;
  }
}
