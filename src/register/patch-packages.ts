import { correlateWinston, isWinstonLogger } from './correlate-winston.js';
import { correlatedPino, isPino } from './correlated-pino.js';
import { keepConnections, isWebSocketServer } from './keep-connections.js';
import { onModuleLoaded } from './on-module-loaded.js';

/** Patches the packages that the application loads from now on: pino, winston and ws, however many copies of them. */
export function patchPackages(): void {
  onModuleLoaded((exported) => {
    try {
      if (isPino(exported)) return correlatedPino(exported);
      if (isWinstonLogger(exported)) correlateWinston(exported);
      if (isWebSocketServer(exported)) keepConnections(exported);
    } catch {
      // A module that cannot be looked at is none of them.
    }
    return exported;
  });
}
