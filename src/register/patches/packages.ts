import { mendAddon } from '../../mend/addon.js';
import { mendExports } from '../../mend/mend.js';
import { loadTracing } from '../load-tracing.js';
import { patchAddons } from './addons.js';
import { isBunyan, isPino, isPinoHttp, isWebSocketServer, isWinstonLogger } from './known-packages.js';
import { patchModules } from './modules.js';
import { patchParts } from './parts.js';

/**
 * Patches the packages that the application loads from now on: pino, pino-http, winston, bunyan, tslog, Nest's logger and ws, however
 * many copies of them; and mends those whose callbacks have the context of somebody else.
 */
export function patchPackages(): void {
  patchModules((exported) => {
    if (typeof exported !== 'function') patchParts(exported);
    return mendExports(typeof exported === 'function' ? patched(exported) : exported);
  });
  patchAddons(mendAddon);
}

/** What a module exports that is itself a class or a function. */
function patched(exported: object): object {
  if (isPino(exported)) return loadTracing().patchPino(exported);
  if (isPinoHttp(exported)) return loadTracing().patchPinoHttp(exported);
  if (isWinstonLogger(exported)) loadTracing().patchWinston(exported);
  if (isBunyan(exported)) loadTracing().patchBunyan(exported);
  if (isWebSocketServer(exported)) loadTracing().patchWs(exported);
  return exported;
}
