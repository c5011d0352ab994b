import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export const tsx = fileURLToPath(new URL('../../../node_modules/tsx/dist/cli.mjs', import.meta.url));

export function examplePath(name: string): string {
  return fileURLToPath(new URL(`../../../examples/${name}${name.includes('.') ? '' : '.ts'}`, import.meta.url));
}

/** What examples/<name>.ts prints to standard output, line by line. Fails if it exits with an error. */
export async function runExample(name: string, ...args: string[]): Promise<string[]> {
  const { stdout } = await promisify(execFile)(process.execPath, [tsx, examplePath(name), ...args], {
    timeout: 60_000,
  });
  return stdout.trimEnd().split('\n');
}
