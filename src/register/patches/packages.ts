import { Server } from 'node:net';

import { correlateBunyan, isBunyan } from './bunyan.js';
import { correlatedPinoHttp, isPinoHttp } from './pino-http.js';
import { correlateWinston, isWinstonLogger } from './winston.js';
import { correlatedPino, isPino } from './pino.js';
import { mendExports } from '../../mend/mend.js';
import { keepConnections, isWebSocketServer } from './ws.js';
import { patchAddons } from './addons.js';
import { onModuleLoaded } from './modules.js';
import { patchEsModules } from './es-modules.js';
import { patchParts } from './parts.js';

/**
 * Patches the packages that the application loads from now on: pino, pino-http, winston, bunyan, tslog, Nest's logger and ws, however
 * many copies of them; and mends those whose callbacks have the context of somebody else.
 */
export function patchPackages(): void {
  onModuleLoaded((exported) => {
    if (typeof exported !== 'function') patchParts(exported);
    return mendExports(typeof exported === 'function' ? patched(exported) : exported);
  });
  patchAddons();
  patchEsModules(Server.prototype, patchParts);
}

/** What a module exports that is itself a class or a function. */
function patched(exported: object): object {
  if (isPino(exported)) return correlatedPino(exported);
  if (isPinoHttp(exported)) return correlatedPinoHttp(exported);
  if (isWinstonLogger(exported)) correlateWinston(exported);
  if (isBunyan(exported)) correlateBunyan(exported);
  if (isWebSocketServer(exported)) keepConnections(exported);
  return exported;
}
