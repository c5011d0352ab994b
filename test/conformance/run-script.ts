import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const built = pathToFileURL(join(import.meta.dirname, '../../dist/esm/index.js')).href;

/** Runs a module that may import 'throughline' (the built one) in a process of its own, of this runtime; gives what it printed. */
export async function runScript(source: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-script-'));
  try {
    const file = join(folder, 'script.mjs');
    writeFileSync(file, source.replaceAll("'throughline'", `'${built}'`));
    const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', file]);
    return stdout.trim();
  } finally {
    rmSync(folder, { recursive: true });
  }
}
