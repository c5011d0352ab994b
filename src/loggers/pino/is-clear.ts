import type { LoggedVars } from '../logged-vars.js';
import { hasReqId } from './bound-id.js';
import { lastSymbols, type PinoLogger, type PinoParts, pinoPart } from './pino-parts.js';
import { writesKey } from './written-keys.js';

/** The parts of a logger that say whether it has one of our fields already. */
interface Clear extends Pick<PinoParts, 'levels' | 'bindings' | 'serializers'> {
  /** The fields that it was looked through for. */
  readonly vars: LoggedVars;
}

/** Those of the logger that was asked for last, if it was clear: most lines are written by few loggers. */
let last: Clear | undefined;

/**
 * Whether nothing of a logger gets in the way of our fields: no binding, key, `reqId` or serializer. Quick, for it is asked for each line:
 * a logger that differs from the last in nothing of this needs no other look.
 */
export function isClear(logger: object, vars: LoggedVars): boolean {
  const { bindings, levels, serializers } = lastSymbols();
  const parts = logger as PinoLogger; // V8 reads each of the three quickest at a place of its own in the code
  return (
    (last !== undefined &&
      parts[bindings] === last.bindings &&
      parts[levels] === last.levels &&
      parts[serializers] === last.serializers &&
      vars === last.vars) ||
    looksClear(logger, vars)
  );
}

function looksClear(logger: object, vars: LoggedVars): boolean {
  const bindings = pinoPart(logger, 'bindings');
  const levels = pinoPart(logger, 'levels');
  const serializers = pinoPart(logger, 'serializers');
  if (bindings === undefined || levels === undefined || serializers === undefined) return false;
  if (hasReqId(bindings) || writesKey(logger, vars.key) || serializesOurs(serializers, vars)) return false;
  last = { vars, levels, bindings, serializers };
  return true;
}

function serializesOurs(serializers: PinoParts['serializers'], { all }: LoggedVars): boolean {
  return all.some(({ field }) => field !== false && field in serializers);
}
