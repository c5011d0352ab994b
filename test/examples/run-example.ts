import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const tsx = new URL('../../node_modules/tsx/dist/cli.mjs', import.meta.url).pathname;

/** What examples/<name>.ts prints to standard output, line by line. Fails if it exits with an error. */
export async function runExample(name: string, ...args: string[]): Promise<string[]> {
  const file = new URL(`../../examples/${name}.ts`, import.meta.url).pathname;
  const { stdout } = await promisify(execFile)(process.execPath, [tsx, file, ...args], { timeout: 60_000 });
  return stdout.trimEnd().split('\n');
}
