import { spawnSync } from 'node:child_process';

let words: readonly string[] | undefined;

/**
 * What stands before a command, so that it runs on the last core. A process that moves between cores finds its caches cold each time,
 * which costs up to as much as a request. Nothing where there is no `taskset`, as on macOS and Windows.
 */
export function onOneCore(): readonly string[] {
  words ??= find();
  return words;
}

function find(): readonly string[] {
  const { status, stdout } = spawnSync('taskset', ['-cp', String(process.pid)], { encoding: 'utf8' });
  const core = /(\d+)\s*$/.exec(stdout ?? '')?.[1];
  return status === 0 && core !== undefined ? ['taskset', '-c', core] : [];
}
