import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { isInstalled } from '../../support/frameworks/installed.js';
import { cleanEnv, root } from '../../support/run-node.js';
import { addressOf, isRequired } from '../../slow/truth/servers.js';
import { tsx } from '../examples/run-example.js';

/** A line that a recipe has logged. */
export interface RecipeLine {
  readonly message: string;
  readonly job: string;
  readonly request_id: string;
  readonly trace_id: string;
  readonly span_id: string;
}

/** Runs `examples/jobs/<name>.ts` to its end and gives its lines. */
export async function runRecipe(name: string, env: Record<string, string> = {}): Promise<RecipeLine[]> {
  if (!isInstalled('brokers')) throw new Error('test/support/frameworks/brokers could not be installed.');
  const { stdout } = await promisify(execFile)(process.execPath, [tsx, `${name}.ts`], {
    cwd: `${root}examples/jobs`,
    env: cleanEnv(env),
    timeout: 30_000,
  });
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as RecipeLine);
}

/** For `it.skipIf` and the name of a test: whether it lacks the server that it needs. */
export async function lacking(server: string): Promise<{ isLacking: boolean; note: string }> {
  const isLacking = !(await isRequired(server));
  return { isLacking, note: isLacking ? ` (skipped: there is no ${server} at ${addressOf(server)})` : '' };
}
