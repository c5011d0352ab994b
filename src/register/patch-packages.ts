import { Server } from 'node:net';

import { correlateBunyan, isBunyan } from './correlate-bunyan.js';
import { correlatedPinoHttp, isPinoHttp } from './correlated-pino-http.js';
import { correlateWinston, isWinstonLogger } from './correlate-winston.js';
import { correlatedPino, isPino } from './correlated-pino.js';
import { keepConnections, isWebSocketServer } from './keep-connections.js';
import { onModuleLoaded } from './on-module-loaded.js';
import { patchEsModules } from './patch-es-modules.js';
import { patchParts } from './patch-parts.js';

/**
 * Patches the packages that the application loads from now on: pino, pino-http, winston, bunyan, tslog, Nest's logger and ws, however
 * many copies of them.
 */
export function patchPackages(): void {
  onModuleLoaded((exported) => (typeof exported === 'function' ? patched(exported) : (patchParts(exported), exported)));
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
