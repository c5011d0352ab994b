import { pinoPart } from './pino-parts.js';

type Serialize = (value: unknown) => unknown;

/** What a logger of pino has of its own, where a field of ours of the same name would clash with it. */
interface Clashes {
  /** The keys that it writes itself: for the message, the level, the time, and what it is bound to. */
  readonly written: readonly string[];
  /** Its serializers, made for values of the application. */
  readonly serialized: readonly (readonly [name: string, serialize: Serialize])[];
  readonly bindings: string | undefined;
}

const known = new WeakMap<object, Clashes>();

/** Those of a logger as it writes its first line, and again when something was bound by `setBindings`. */
export function clashes(logger: object): Clashes {
  const bindings = pinoPart(logger, 'bindings');
  const before = known.get(logger);
  if (before !== undefined && before.bindings === bindings) return before;
  const found = { written: writtenKeys(logger), serialized: serializersOf(logger), bindings };
  known.set(logger, found);
  return found;
}

/** What a line of this logger has without any field. */
function writtenKeys(logger: object): string[] {
  const [levels, time, bindings] = [pinoPart(logger, 'levels'), pinoPart(logger, 'time'), pinoPart(logger, 'bindings')];
  const messageKey = pinoPart(logger, 'messageKey');
  const keys = messageKey === undefined ? [] : [messageKey];
  try {
    const [level] = Object.values(levels ?? {});
    return [...keys, ...Object.keys(JSON.parse(`${level}${time?.()}${bindings}}`) as object)];
  } catch {
    return keys; // of a logger that writes no JSON, or that is none of pino
  }
}

function serializersOf(logger: object): [string, Serialize][] {
  const all = Object.entries(pinoPart(logger, 'serializers') ?? {});
  return all.filter((entry): entry is [string, Serialize] => typeof entry[1] === 'function');
}
