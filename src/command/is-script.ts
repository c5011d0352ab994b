import { createRequire } from 'node:module';
import { resolve, sep } from 'node:path';

/** Whether Node would find a file to run by this name: also without its ending, or a folder with an index. */
export function isScript(name: string): boolean {
  try {
    return createRequire(process.cwd() + sep).resolve(resolve(name)) !== '';
  } catch {
    return false;
  }
}
