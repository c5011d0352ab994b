import { loggedVars, type LoggedVars } from '../logged.js';
import { pinoPart } from './pino-parts.js';

type Serialize = (value: unknown) => unknown;

/** The fields of ours that a logger of pino has something of its own for. */
interface Clashes {
  /** It writes a key of this name itself: for the message, the level, the time, or what it is bound to. */
  readonly written: readonly string[];
  /** It has a serializer of this name, made for values of the application. */
  readonly serialized: readonly (readonly [name: string, serialize: Serialize])[];
  readonly vars: LoggedVars;
  readonly bindings: string | undefined;
}

const known = new WeakMap<object, Clashes>();

/** Those of a logger as it writes its first line, and again when something was marked, or bound by `setBindings`. */
export function clashes(logger: object, level: number): Clashes {
  const vars = loggedVars();
  const bindings = pinoPart(logger, 'bindings');
  const before = known.get(logger);
  if (before?.vars === vars && before.bindings === bindings) return before;
  const found = { ...find(vars, logger, level), vars, bindings };
  known.set(logger, found);
  return found;
}

function find(vars: LoggedVars, logger: object, level: number): Pick<Clashes, 'written' | 'serialized'> {
  const keys = writtenKeys(logger, level);
  const serializers = pinoPart(logger, 'serializers') ?? {};
  const written: string[] = [];
  const serialized: [string, Serialize][] = [];
  for (const { field } of vars.all) {
    const serialize = field === false ? undefined : serializers[field];
    if (field !== false && keys.has(field)) written.push(field);
    else if (field !== false && typeof serialize === 'function') serialized.push([field, serialize as Serialize]);
  }
  return { written, serialized };
}

/** What a line of this logger has without any field. */
function writtenKeys(logger: object, level: number): ReadonlySet<unknown> {
  const [levels, time, bindings] = [pinoPart(logger, 'levels'), pinoPart(logger, 'time'), pinoPart(logger, 'bindings')];
  const messageKey = pinoPart(logger, 'messageKey');
  try {
    const line = JSON.parse(`${levels?.[level]}${time?.()}${bindings}}`) as object;
    return new Set([messageKey, ...Object.keys(line)]);
  } catch {
    return new Set([messageKey]); // of a logger that writes no JSON, or that is none of pino
  }
}
