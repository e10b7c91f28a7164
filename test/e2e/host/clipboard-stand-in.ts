import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What stands on the PATH in place of `xclip`: the clipboard is one file. */
const program = `#!/bin/sh
case "$*" in
  *-out*) exec cat "$REKEY_TEST_CLIPBOARD" ;;
  *) exec cat > "$REKEY_TEST_CLIPBOARD" ;;
esac
`;

/** A clipboard for a machine without a display, so that copying can be followed to its end. */
export class ClipboardStandIn {
  readonly env: NodeJS.ProcessEnv;
  private readonly path: string;

  constructor(dir: string, env: NodeJS.ProcessEnv) {
    const binDir = join(dir, 'bin');
    mkdirSync(binDir);
    this.path = join(dir, 'clipboard');
    writeFileSync(this.path, '', { mode: 0o600 });
    writeFileSync(join(binDir, 'xclip'), program);
    chmodSync(join(binDir, 'xclip'), 0o755);
    this.env = {
      ...env,
      PATH: `${binDir}${delimiter}${env['PATH'] ?? ''}`,
      DISPLAY: ':0',
      REKEY_TEST_CLIPBOARD: this.path,
    };
  }

  read(): string {
    return readFileSync(this.path, 'utf8');
  }
}
