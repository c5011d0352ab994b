import { Server } from 'node:net';

import { correlateBunyan, isBunyan } from './correlate-bunyan.js';
import { correlatedPinoHttp, isPinoHttp } from './correlated-pino-http.js';
import { correlateNest, isConsoleLogger } from './correlate-nest.js';
import { correlateTslog, isTslog } from './correlate-tslog.js';
import { correlateWinston, isWinstonLogger } from './correlate-winston.js';
import { correlatedPino, isPino } from './correlated-pino.js';
import { keepConnections, isWebSocketServer } from './keep-connections.js';
import { onModuleLoaded } from './on-module-loaded.js';
import { patchEsModules } from './patch-es-modules.js';

/**
 * Patches the packages that the application loads from now on: pino, pino-http, winston, bunyan, tslog, Nest's logger and ws, however
 * many copies of them.
 */
export function patchPackages(): void {
  onModuleLoaded((exported) => {
    try {
      return typeof exported === 'function' ? patched(exported) : (patchClasses(exported), exported);
    } catch {
      return exported; // A module that cannot be looked at is none of them.
    }
  });
  patchEsModules(Server.prototype, patchClasses);
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

const seen = new WeakSet();

/** A class among others that a module exports; no getter is called, for it may load more. */
function patchClasses(exported: object): void {
  for (const name of ['ConsoleLogger', 'BaseLogger']) {
    const exportedClass: unknown = Object.getOwnPropertyDescriptor(exported, name)?.value;
    if (typeof exportedClass !== 'function' || seen.has(exportedClass)) continue;
    seen.add(exportedClass);
    if (isConsoleLogger(exportedClass)) correlateNest(exportedClass);
    if (isTslog(exportedClass)) correlateTslog(exportedClass);
  }
}
