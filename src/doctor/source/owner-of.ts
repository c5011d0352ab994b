import { fileURLToPath } from 'node:url';

import { callsOf, takeStack } from './stack.js';

/** Whose code it is. */
export type Owner = 'user' | 'library' | 'node' | 'throughline';

/** The folder of this copy of the package, with a slash at its end. */
const OWN_FOLDER = /^(.*[\\/])(?:dist[\\/](?:esm|cjs)|src)[\\/](?:doctor|shared)[\\/]/s.exec(
  pathOf(callsOf(takeStack(takeStack, 1))[0]?.file ?? ''),
)?.[1];

const OWN_CODE = /^(?:dist|src|bin)[\\/]/;

/** Whose code stands in a file, as a stack names it. */
export function ownerOf(file: string): Owner {
  if (file === '' || file.startsWith('node:')) return 'node';
  const path = pathOf(file);
  if (OWN_FOLDER !== undefined && path.startsWith(OWN_FOLDER) && OWN_CODE.test(path.slice(OWN_FOLDER.length)))
    return 'throughline';
  const inside = /^.*[\\/]node_modules[\\/](.*)$/s.exec(path)?.[1];
  if (inside === undefined) return 'user';
  return /^throughline[\\/]/.test(inside) ? 'throughline' : 'library';
}

/** The path of a file that a stack names. */
export function pathOf(file: string): string {
  if (!file.startsWith('file:')) return file;
  try {
    return fileURLToPath(file.replace(/[?#].*$/, ''));
  } catch {
    return file;
  }
}
