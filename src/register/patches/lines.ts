import { warn } from '../../core/throughline-warning.js';
import { installConsole } from '../../loggers/console/install-console.js';
import { patchOutput } from './output.js';

/**
 * Lets the lines of the console carry their ids, and those that loggers write to the outputs by themselves. What cannot be
 * changed, as in a process with frozen intrinsics, stays as it is, with the warning `TL_WARN_READ_ONLY`.
 */
export function patchLines(format: 'text' | 'json'): void {
  changeOrWarn(() => patchOutput(process.stdout, format, 'info'));
  changeOrWarn(() => patchOutput(process.stderr, format, 'error'));
  changeOrWarn(() => installConsole({ format }));
}

function changeOrWarn(change: () => unknown): void {
  try {
    change();
  } catch (error) {
    warn('TL_WARN_READ_ONLY', error);
  }
}
