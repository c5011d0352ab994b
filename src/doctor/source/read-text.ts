import { readFileSync, statSync } from 'node:fs';

import { attempt } from '../../core/attempt.js';

/** In bytes. Nobody writes longer code, and to read what a bundler makes of it takes long. */
export const MAX_SIZE = 16_000_000;

/** The text of a file; `undefined` where it cannot be read, is no file, such as a pipe, or is longer than what anybody writes. */
export function readText(path: string): string | undefined {
  return attempt(() => {
    const stats = statSync(path);
    return stats.isFile() && stats.size <= MAX_SIZE ? readFileSync(path, 'utf8') : undefined;
  });
}
