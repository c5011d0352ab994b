import { Server } from 'node:net';

import { mendAddon } from '../../mend/addon.js';
import { mendExports } from '../../mend/mend.js';
import { patchAddons } from './addons.js';
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
 * many copies of them; and mends those whose callbacks have the context of somebody else.
 */
export function patchPackages(): void {
  patchModules((exported) => {
    if (typeof exported !== 'function') patchParts(exported);
    return mendExports(typeof exported === 'function' ? patched(exported) : exported);
  });
  patchAddons(mendAddon);
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
