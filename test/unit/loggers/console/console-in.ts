import { Console } from 'node:console';

import { onTestFinished } from 'vitest';

import { installConsole } from '../../../../src/loggers/console/index.js';
import { LogCapture } from '../../../../src/testing/index.js';

interface Captured {
  readonly console: Console;
  readonly out: LogCapture;
  readonly err: LogCapture;
  readonly undo: () => void;
}

/** A console of Node on which it is installed until the test ends, and what it writes. */
export function consoleIn(format?: 'text' | 'json'): Captured {
  const [out, err] = [new LogCapture(), new LogCapture()];
  const console = new Console({ stdout: out, stderr: err });
  const undo = installConsole({ console, ...(format === undefined ? {} : { format }) });
  onTestFinished(undo);
  return { console, out, err, undo };
}
