import { createRequire } from 'node:module';
import { resolve, sep } from 'node:path';

/** The file that Node would run by this name, also without its ending, or of a folder with an index; `undefined` if there is none. */
export function scriptAt(name: string): string | undefined {
  try {
    return createRequire(process.cwd() + sep).resolve(resolve(name));
  } catch {
    return undefined;
  }
}
