import { existsSync, readFileSync } from 'node:fs';

/** The file of `test/support/frameworks/<name>` that says for which lock it was installed. */
export const stampOf = (name: string): string => `${folderOf(name)}/node_modules/.installed`;

export const folderOf = (name: string): string => `${import.meta.dirname}/${name}`;

export const lockOf = (name: string): string => readFileSync(`${folderOf(name)}/package-lock.json`, 'utf8');

/** Whether what is locked in `test/support/frameworks/<name>` is there. */
export function isInstalled(name: string): boolean {
  return existsSync(stampOf(name)) && readFileSync(stampOf(name), 'utf8') === lockOf(name);
}
