import { singleton } from '../../core/singleton.js';

type IsOwn = (line: string) => boolean;

const ownLines = singleton('own-lines', (): { isOwn: IsOwn | undefined } => ({ isOwn: undefined }));

/** Calls `write` of a logger that puts the fields into its lines by itself: `isOwn` tells those, and they stay as they are. */
export function writeOwnLines<R>(isOwn: IsOwn, write: () => R): R {
  const outer = ownLines.isOwn;
  ownLines.isOwn = isOwn;
  try {
    return write();
  } finally {
    ownLines.isOwn = outer;
  }
}

/** Whether a line that is being written has the fields already. */
export function isOwnLine(line: string): boolean {
  return ownLines.isOwn?.(line) === true;
}

/** The text that a console with ids is writing: it has them already. Of all copies of the package. */
export const rewrittenText = singleton('rewritten-text', (): { current: string | undefined } => ({
  current: undefined,
}));
