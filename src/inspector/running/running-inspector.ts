import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

import { attempt, succeeds } from '../../core/attempt.js';
import { fieldsOf } from '../protocol/fields.js';

/** How other commands reach the inspector of a project. */
export interface RunningInspector {
  readonly address: string;
  readonly token: string;
}

/**
 * Writes down, for commands of the same user in the same project, where the inspector is. Returns what takes that away; `undefined`
 * where there is no folder that is this user's alone.
 */
export function announce(project: string, { address, token }: RunningInspector): (() => void) | undefined {
  const file = fileOf(project);
  if (file === undefined) return undefined;
  const text = JSON.stringify({ address, token, pid: process.pid });
  const former = attempt(() => readFileSync(file, 'utf8'));
  attempt(() => {
    const fresh = `${file}.${process.pid}`;
    writeFileSync(fresh, text, { mode: 0o600, flag: 'wx' });
    renameSync(fresh, file);
  });
  return () =>
    void succeeds(() => {
      if (readFileSync(file, 'utf8') !== text) return;
      if (former !== undefined && isAlive(former)) writeFileSync(file, former, { mode: 0o600 });
      else rmSync(file);
    });
}

/** Whether the process that wrote this is there: another inspector of the project, which was started before. */
function isAlive(text: string): boolean {
  const { pid } = fieldsOf(attempt(() => JSON.parse(text) as unknown));
  return typeof pid === 'number' && attempt(() => process.kill(pid, 0)) === true;
}

/** The inspector of a project; `undefined` where none runs, or somebody else may have written that. */
export function findRunning(project: string): RunningInspector | undefined {
  const file = fileOf(project);
  if (file === undefined || !attempt(() => isOwn(file, 'file'))) return undefined;
  const { address, token } = fieldsOf(attempt(() => JSON.parse(readFileSync(file, 'utf8')) as unknown));
  const isRight = /^http:\/\/127\.0\.0\.1:\d{1,5}$/.test(String(address)) && /^[\w-]{20,}$/.test(String(token));
  return isRight ? { address: address as string, token: token as string } : undefined;
}

/** In a folder of the user alone: anybody may write into that of temporary files. */
function fileOf(project: string): string | undefined {
  const folder = join(
    process.env['XDG_RUNTIME_DIR'] || tmpdir(),
    `throughline-${process.getuid?.() ?? userInfo().username}`,
  );
  attempt(() => mkdirSync(folder, { mode: 0o700, recursive: true }));
  if (attempt(() => isOwn(folder, 'folder')) !== true) return undefined;
  return join(folder, `${createHash('sha256').update(project).digest('hex').slice(0, 32)}.json`);
}

/** Whether it is this user's, and no link, and nobody else may read it. Windows keeps such folders per user. */
function isOwn(path: string, kind: 'file' | 'folder'): boolean {
  const stat = lstatSync(path);
  if (kind === 'file' ? !stat.isFile() : !stat.isDirectory()) return false;
  const user = process.getuid?.();
  return user === undefined || (stat.uid === user && (stat.mode & 0o077) === 0);
}
