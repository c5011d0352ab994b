import { patch } from '../../core/patch.js';
import { bind } from '../../core/tasks/bind.js';
import { writeOwnLines } from '../../loggers/lines/own-lines.js';
import { withLogContext } from '../../loggers/winston/with-log-context.js';
import { simpleLine } from './simple-line.js';

type Method = (this: unknown, ...args: unknown[]) => unknown;

/** The part of winston's class `Logger` that is needed: a stream that entries are written to and piped from. */
export interface LoggerClass {
  readonly prototype: Record<'configure' | 'write' | '_transform' | 'push' | 'pipe', Method>;
}

/** The part of winston's class of transports that is needed. */
interface Transport {
  log?: Method;
  _write: Method;
  _writev?: unknown;
}

/**
 * Lets all loggers of winston write the fields of the context, the default one too: each configures itself when it is made.
 * Where a transport is slow, winston formats and writes an entry when it comes to it, in the context of whatever happens then:
 * here it does so in the context in which the entry was logged.
 */
export function patchWinston({ prototype }: LoggerClass): void {
  before(prototype, 'configure', (logger) => withLogContext(logger as { write: Method }));
  before(prototype, 'write', (_, entry) => rememberContext(entry));
  before(prototype, 'push', (_, entry) => rememberContext(entry));
  before(prototype, 'pipe', (_, target) => isTransport(target) && writeInContext(target));
  patch(prototype, '_transform', (transform) => {
    return function transformInContext(...args) {
      return inContextOf(args[0], () => Reflect.apply(transform, this, args));
    };
  });
}

/** Has `act` called before a method, with its object and its first argument. */
function before(
  prototype: LoggerClass['prototype'],
  name: keyof LoggerClass['prototype'],
  act: (logger: unknown, first: unknown) => unknown,
): void {
  patch(prototype, name, (original) => {
    return function actAndCall(...args) {
      act(this, args[0]);
      return Reflect.apply(original, this, args);
    };
  });
}

type Enter = (call: () => unknown) => unknown;

/** What enters the context in which an entry was logged. */
const contexts = new WeakMap<object, Enter>();

/** The current context becomes that of an entry, unless it has one: formats may make a new entry of it, or not. */
function rememberContext(entry: unknown): void {
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
  patch(transport, '_write', (write) => {
    return (...args) => inContextOf(args[0], () => Reflect.apply(write, transport, args));
  });
  if (hasLog(transport)) writeSimpleLines(transport);
  // One by one, then, unless the transport wants what has gathered as a whole.
  if (!('logv' in transport)) patch(transport, '_writev', () => null);
}

function hasLog(transport: Transport): transport is Transport & { log: Method } {
  return transport.log !== undefined;
}

function writeSimpleLines(transport: { log: Method }): void {
  patch(transport, 'log', (log) => (...args) => {
    const line = simpleLine(Object(args[0]) as object);
    return writeOwnLines(
      (text) => text === line,
      () => Reflect.apply(log, transport, args),
    );
  });
}
