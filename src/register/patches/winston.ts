import { bind } from '../../core/tasks/bind.js';
import { writeOwnLines } from '../../loggers/lines/own-lines.js';
import { withLogContext } from '../../loggers/winston/with-log-context.js';
import { simpleLine } from './simple-line.js';

type Method = (...args: unknown[]) => unknown;

/** The part of winston's class `Logger` that is needed: a stream that entries are written to and piped from. */
interface LoggerClass {
  readonly prototype: Record<'configure' | 'write' | '_transform' | 'push' | 'pipe', Method>;
}

/** The part of winston's class of transports that is needed. */
interface Transport {
  log?: Method;
  _write: Method;
  _writev?: unknown;
}

/** Whether a module is the one of winston 3 that has its class `Logger`. */
export function isWinstonLogger(exported: object): exported is LoggerClass {
  const { name, prototype } = exported as { name?: unknown; prototype?: Record<string, unknown> };
  const methods = ['configure', 'isLevelEnabled', '_addDefaultMeta'];
  return name === 'Logger' && methods.every((method) => typeof prototype?.[method] === 'function');
}

/**
 * Lets all loggers of winston write the fields of the context, the default one too: each configures itself when it is made.
 * Where a transport is slow, winston formats and writes an entry when it comes to it, in the context of whatever happens then:
 * here it does so in the context in which the entry was logged.
 */
export function correlateWinston({ prototype }: LoggerClass): void {
  const { configure, write, _transform, push, pipe } = prototype;
  Object.assign(prototype, {
    configure(this: { write: Method }, ...args: unknown[]): unknown {
      withLogContext(this);
      return Reflect.apply(configure, this, args);
    },
    write(this: unknown, ...args: unknown[]): unknown {
      keepContext(args[0]);
      return Reflect.apply(write, this, args);
    },
    _transform(this: unknown, ...args: unknown[]): unknown {
      return inContextOf(args[0], () => Reflect.apply(_transform, this, args));
    },
    push(this: unknown, ...args: unknown[]): unknown {
      keepContext(args[0]);
      return Reflect.apply(push, this, args);
    },
    pipe(this: unknown, ...args: unknown[]): unknown {
      if (isTransport(args[0])) writeInContext(args[0]);
      return Reflect.apply(pipe, this, args);
    },
  });
}

type Enter = (call: () => unknown) => unknown;

/** What enters the context in which an entry was logged. */
const contexts = new WeakMap<object, Enter>();

/** The current context becomes that of an entry, unless it has one: formats may make a new entry of it, or not. */
function keepContext(entry: unknown): void {
  if (typeof entry !== 'object' || entry === null || contexts.has(entry)) return;
  contexts.set(
    entry,
    bind((call) => call()),
  );
}

function inContextOf(entry: unknown, call: () => unknown): unknown {
  const enter = contexts.get(entry as object);
  return enter === undefined ? call() : enter(call);
}

function isTransport(target: unknown): target is Transport {
  return typeof (target as { _accept?: unknown })?._accept === 'function';
}

const transports = new WeakSet<Transport>();

function writeInContext(transport: Transport): void {
  if (transports.has(transport)) return;
  transports.add(transport);
  const { _write: write, log } = transport;
  transport._write = (...args) => inContextOf(args[0], () => Reflect.apply(write, transport, args));
  if (log !== undefined) {
    transport.log = (...args) => {
      const line = simpleLine(Object(args[0]) as object);
      return writeOwnLines(
        (text) => text === line,
        () => Reflect.apply(log, transport, args),
      );
    };
  }
  // One by one, then, unless the transport wants what has gathered as a whole.
  if (!('logv' in transport)) transport._writev = null;
}
