import { correlateWinston, isWinstonLogger } from './correlate-winston.js';
import { correlatedPino, isPino } from './correlated-pino.js';
import { onModuleLoaded } from './on-module-loaded.js';

/** Lets the lines of all loggers carry their ids that the application loads from now on, however many copies of them. */
export function correlateLoggers(): void {
  onModuleLoaded((exported) => {
    try {
      if (isPino(exported)) return correlatedPino(exported);
      if (isWinstonLogger(exported)) correlateWinston(exported);
    } catch {
      // A module that cannot be looked at is none of them.
    }
    return exported;
  });
}
