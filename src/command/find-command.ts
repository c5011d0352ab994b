import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';

/** The file of a command in `node_modules/.bin`, here or further up, or in the PATH; `undefined` if there is none. */
export function findCommand(name: string): string | undefined {
  if (/[/\\]/.test(name)) return undefined;
  const files = folders().flatMap((folder) => endings().map((ending) => join(folder, name + ending)));
  return files.find(isExecutable);
}

/** The file of a command that is named by its path: on Windows, one with an ending stands beside it in `node_modules/.bin`. */
export function commandAt(path: string): string {
  const file = resolve(path);
  return (
    endings()
      .map((ending) => file + ending)
      .find(isExecutable) ?? file
  );
}

function folders(): readonly string[] {
  const { PATH = '' } = process.env;
  return [...ancestors(process.cwd()).map((folder) => join(folder, 'node_modules', '.bin')), ...PATH.split(delimiter)];
}

function ancestors(folder: string): readonly string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...ancestors(parent)];
}

function endings(): readonly string[] {
  return process.platform === 'win32' ? (process.env['PATHEXT'] ?? '.EXE;.CMD;.BAT').split(';') : [''];
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
