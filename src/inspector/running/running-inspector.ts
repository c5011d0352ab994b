import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

import { attempt, succeeds } from '../../core/attempt.js';
import { fieldsOf, textOf } from '../protocol/fields.js';

/** How other commands reach the inspector of a project. */
export interface RunningInspector {
  readonly address: string;
  readonly token: string;
  /** The program that it runs, as it was named: `app.js`. */
  readonly application: string;
}

/** What stands in a file, of an inspector that is started. */
interface Announced extends RunningInspector {
  readonly pid: number;
  /** When it was started. */
  readonly at: number;
}

/**
 * Writes down, for commands of the same user in the same project, where the inspector is: in a file of its own, for several may run. Returns
 * what takes that away; `undefined` where there is no folder that is this user's alone.
 */
export function announce(project: string, { address, token, application }: RunningInspector): (() => void) | undefined {
  const folder = ownFolder();
  if (folder === undefined) return undefined;
  const file = join(folder, `${prefixOf(project)}${new URL(address).port}.json`);
  const at = performance.timeOrigin + performance.now();
  const announced: Announced = { address, token, application, pid: process.pid, at };
  const text = JSON.stringify(announced);
  attempt(() => {
    const fresh = `${file}.${process.pid}`;
    writeFileSync(fresh, text, { mode: 0o600, flag: 'wx' });
    renameSync(fresh, file);
  });
  return () => void succeeds(() => readFileSync(file, 'utf8') === text && rmSync(file));
}

/** The inspectors of a project that run, the one that was started last first; none where somebody else may have written that. */
export function findRunning(project: string): readonly RunningInspector[] {
  const folder = ownFolder();
  if (folder === undefined) return [];
  const names = (attempt(() => readdirSync(folder)) ?? []).filter((name) => name.startsWith(prefixOf(project)));
  const all = names.flatMap((name) => readAnnounced(join(folder, name)) ?? []);
  return all
    .toSorted((one, other) => other.at - one.at)
    .map(({ address, token, application }) => ({ address, token, application }));
}

/** What a file says, if that is one of this user's, and right, and about a process that is there. */
function readAnnounced(file: string): Announced | undefined {
  if (!file.endsWith('.json') || !attempt(() => isOwn(file, 'file'))) return undefined;
  const { address, token, application, pid, at } = fieldsOf(
    attempt(() => JSON.parse(readFileSync(file, 'utf8')) as unknown),
  );
  const isRight = /^http:\/\/127\.0\.0\.1:\d{1,5}$/.test(String(address)) && /^[\w-]{20,}$/.test(String(token));
  if (!isRight || typeof pid !== 'number' || typeof at !== 'number') return undefined;
  if (isAlive(pid))
    return { address: address as string, token: token as string, application: textOf(application, 100), pid, at };
  attempt(() => rmSync(file)); // it was killed
  return undefined;
}

function isAlive(pid: number): boolean {
  return Number.isInteger(pid) && pid > 0 && attempt(() => process.kill(pid, 0)) === true;
}

/** How the names of the files of a project begin. */
function prefixOf(project: string): string {
  return `${createHash('sha256').update(project).digest('hex').slice(0, 32)}-`;
}

/** A folder of the user alone: anybody may write into that of temporary files. */
function ownFolder(): string | undefined {
  const folder = join(
    process.env['XDG_RUNTIME_DIR'] || tmpdir(),
    `throughline-${process.getuid?.() ?? userInfo().username}`,
  );
  attempt(() => mkdirSync(folder, { mode: 0o700, recursive: true }));
  return attempt(() => isOwn(folder, 'folder')) === true ? folder : undefined;
}

/** Whether it is this user's, and no link, and nobody else may read it. Windows keeps such folders per user. */
function isOwn(path: string, kind: 'file' | 'folder'): boolean {
  const stat = lstatSync(path);
  if (kind === 'file' ? !stat.isFile() : !stat.isDirectory()) return false;
  const user = process.getuid?.();
  return user === undefined || (stat.uid === user && (stat.mode & 0o077) === 0);
}
