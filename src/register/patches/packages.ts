import { Server } from 'node:net';

import { patchBunyan, isBunyan } from './bunyan.js';
import { patchPinoHttp, isPinoHttp } from './pino-http.js';
import { patchWinston, isWinstonLogger } from './winston.js';
import { patchPino, isPino } from './pino.js';
import { patchWs, isWebSocketServer } from './ws.js';
import { patchModules } from './modules.js';
import { patchEsModules } from './es-modules.js';
import { patchParts } from './parts.js';

/**
 * Patches the packages that the application loads from now on: pino, pino-http, winston, bunyan, tslog, Nest's logger and ws, however
 * many copies of them.
 */
export function patchPackages(): void {
  patchModules((exported) => (typeof exported === 'function' ? patched(exported) : (patchParts(exported), exported)));
  patchEsModules(Server.prototype, patchParts);
}

/** What a module exports that is itself a class or a function. */
function patched(exported: object): object {
  if (isPino(exported)) return patchPino(exported);
  if (isPinoHttp(exported)) return patchPinoHttp(exported);
  if (isWinstonLogger(exported)) patchWinston(exported);
  if (isBunyan(exported)) patchBunyan(exported);
  if (isWebSocketServer(exported)) patchWs(exported);
  return exported;
}
