import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import { onTestFinished } from 'vitest';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const REGISTERED = ['--import', 'throughline/register'];

export interface NodeRun {
  readonly child: ChildProcess;
  /** The lines of both streams so far. */
  readonly lines: string[];
  /** Waits until it has ended and closed its streams. */
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null; stdout: string; stderr: string }>;
  /** The first match of a pattern in a line that was or will be printed. */
  find(pattern: RegExp): Promise<RegExpExecArray>;
}

/** The environment of this process without what it says to Throughline or to Node, and with `env`. */
export function cleanEnv(env: Record<string, string> = {}): Record<string, string> {
  const entries = Object.entries(process.env).filter(
    ([name]) => !/^(THROUGHLINE_|NODE_OPTIONS|BUN_OPTIONS|VITEST|NODE_ENV)/.test(name),
  );
  return { ...(Object.fromEntries(entries) as Record<string, string>), ...env };
}

/** Runs Node with these arguments in the root of the project, where `throughline/register` is found; ends with the test. */
export function runNode(args: readonly string[], env: Record<string, string> = {}, cwd = root): NodeRun {
  return runCommand(process.execPath, args, env, cwd);
}

/** The same for another command. */
export function runCommand(
  command: string,
  args: readonly string[],
  env: Record<string, string> = {},
  cwd = root,
): NodeRun {
  const child = spawn(command, args, { cwd, env: cleanEnv(env), stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines: string[] = [];
  const texts = { stdout: '', stderr: '' };
  let told: (() => void) | undefined;
  for (const name of ['stdout', 'stderr'] as const) {
    let rest = '';
    child[name].setEncoding('utf8').on('data', (chunk: string) => {
      texts[name] += chunk;
      const parts = (rest + chunk).split('\n');
      rest = parts.pop() as string;
      lines.push(...parts);
      told?.();
    });
  }
  let isOver = false;
  const ended = once(child, 'close').then(([code, signal]) => {
    isOver = true;
    told?.();
    return { code: code as number | null, signal: signal as NodeJS.Signals | null, ...texts };
  });

  const find = async (pattern: RegExp): Promise<RegExpExecArray> => {
    for (let next = 0; ;) {
      while (next < lines.length) {
        const match = pattern.exec(lines[next++] as string);
        if (match !== null) return match;
      }
      if (isOver) throw new Error(`It ended without ${pattern}:\n${texts.stdout}${texts.stderr}`);
      await new Promise<void>((resolve) => (told = resolve));
    }
  };
  return { child, lines, ended, find };
}
