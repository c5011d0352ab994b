import type { WarningCode } from '../../src/core/throughline-warning.js';

type ProcessWarning = Error & { code?: string; detail?: string };

/** The next process warning with this code. Each code is emitted once in a process: one test per file can wait for it. */
export function nextWarning(code: WarningCode): Promise<ProcessWarning> {
  return new Promise((resolve) => {
    process.on('warning', (warning: ProcessWarning) => {
      if (warning.code === code) resolve(warning);
    });
  });
}
