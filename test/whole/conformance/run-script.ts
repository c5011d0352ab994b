import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '../../..');
const built = pathToFileURL(join(root, 'dist/esm/index.js')).href;
// Within the project: Deno reads its package.json, whose `imports` the built package needs, for scripts in there.
const scripts = join(root, 'test/whole/conformance');

/** Runs a module that may import 'throughline' (the built one) in a process of its own, of this runtime; gives what it printed. */
export async function runScript(source: string): Promise<string> {
  const folder = mkdtempSync(join(scripts, 'script-'));
  try {
    const file = join(folder, 'script.mjs');
    writeFileSync(file, source.replaceAll("'throughline'", `'${built}'`));
    const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', file]);
    return stdout.trim();
  } finally {
    rmSync(folder, { recursive: true });
  }
}
