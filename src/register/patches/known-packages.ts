import type { BunyanLogger } from './bunyan.js';
import type { LoggerClass } from './winston.js';
import type { Pino } from './pino.js';
import type { PinoHttp } from './pino-http.js';
import type { WebSocketServerClass } from './ws.js';

/** Whether a module is the package pino, in any version from 7 on and by whatever name it was installed. */
export function isPino(exported: object): exported is Pino {
  const { name, pino, symbols } = exported as { name?: unknown; pino?: unknown; symbols?: { mixinSym?: unknown } };
  return name === 'pino' && pino === exported && typeof symbols?.mixinSym === 'symbol';
}

/** Whether a module is the package pino-http. */
export function isPinoHttp(exported: object): exported is PinoHttp {
  const { pinoHttp, startTime } = exported as { pinoHttp?: unknown; startTime?: unknown };
  return pinoHttp === exported && typeof startTime === 'symbol';
}

/** Whether a module is the one of winston 3 that has its class `Logger`. */
export function isWinstonLogger(exported: object): exported is LoggerClass {
  const { name, prototype } = exported as { name?: unknown; prototype?: Record<string, unknown> };
  const methods = ['configure', 'isLevelEnabled', '_addDefaultMeta'];
  return name === 'Logger' && methods.every((method) => typeof prototype?.[method] === 'function');
}

/** Whether a module is the package bunyan: it exports its class `Logger`. */
export function isBunyan(exported: object): exported is BunyanLogger {
  const { name, createLogger, prototype } = exported as Record<string, unknown>;
  const methods = ['_emit', '_applySerializers', 'addStream'];
  return (
    name === 'Logger' && typeof createLogger === 'function' && methods.every((method) => isMethod(prototype, method))
  );
}

function isMethod(prototype: unknown, name: string): boolean {
  return typeof (prototype as Record<string, unknown> | undefined)?.[name] === 'function';
}

/** Whether a module is the one of ws 8 that has its class `WebSocketServer`. */
export function isWebSocketServer(exported: object): exported is WebSocketServerClass {
  const { name, prototype } = exported as { name?: unknown; prototype?: Record<string, unknown> };
  return name === 'WebSocketServer' && typeof prototype?.['completeUpgrade'] === 'function';
}
