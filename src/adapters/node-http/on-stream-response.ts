import type { OutgoingHttpHeaders, ServerHttp2Stream } from 'node:http2';

type Respond = (...args: readonly unknown[]) => unknown;
type StatCheck = (stat: unknown, headers: OutgoingHttpHeaders, options: unknown) => unknown;

/**
 * Calls `start(headers)` just before the headers of the response on `stream` go out, with all of them, to be changed;
 * however the application sends them.
 */
export function onStreamResponse(stream: ServerHttp2Stream, start: (headers: OutgoingHttpHeaders) => void): void {
  replace(stream, 'respond', ([headers, ...rest]) => [started(headers), ...rest]);
  replace(stream, 'respondWithFile', ([path, headers, options]) => [path, headers, checked(options)]);
  replace(stream, 'respondWithFD', ([fd, headers, options]) =>
    hasCheck(options) ? [fd, headers, checked(options)] : [fd, started(headers), options],
  );
  respondBefore(stream, 'write');
  respondBefore(stream, 'end');

  function started(given: unknown): unknown {
    const headers = copyOf(given);
    if (headers !== undefined) start(headers);
    return headers ?? given;
  }

  /** Node calls `statCheck` when the file is there, with the headers that it is about to send. */
  function checked(options: unknown): unknown {
    const { statCheck } = (options ?? {}) as { statCheck?: StatCheck };
    if (statCheck !== undefined && typeof statCheck !== 'function') return options;
    const replacement: StatCheck = (...args) => {
      const result = statCheck === undefined ? undefined : Reflect.apply(statCheck, stream, args);
      if (result !== false && !stream.headersSent) start(args[1]);
      return result;
    };
    return { ...(options as object), statCheck: replacement };
  }
}

/** Calls `method` of the stream with what `change` makes of its arguments, unless Node is going to refuse the call. */
function replace(
  stream: ServerHttp2Stream,
  method: 'respond' | 'respondWithFile' | 'respondWithFD',
  change: (args: readonly unknown[]) => readonly unknown[],
): void {
  const respond = stream[method] as Respond;
  const replacement: Respond = (...args) => {
    return Reflect.apply(respond, stream, canRespond(stream) ? change(args) : args);
  };
  Object.assign(stream, { [method]: replacement });
}

/** Node starts a response that the application did not, past its `respond`. */
function respondBefore(stream: ServerHttp2Stream, method: 'write' | 'end'): void {
  const send = stream[method] as Respond;
  const replacement: Respond = (...args) => {
    if (canRespond(stream)) stream.respond();
    return Reflect.apply(send, stream, args);
  };
  Object.assign(stream, { [method]: replacement });
}

function canRespond(stream: ServerHttp2Stream): boolean {
  return !stream.headersSent && !stream.closed && !stream.destroyed;
}

/** The application may use its headers again. Newer versions of Node take a flat list of names and values, too. */
function copyOf(headers: unknown): OutgoingHttpHeaders | undefined {
  if (Array.isArray(headers)) return fromList(headers);
  if (typeof headers === 'object' || headers === undefined) return { ...headers };
  return undefined;
}

function fromList(list: readonly string[]): OutgoingHttpHeaders {
  const headers: OutgoingHttpHeaders = {};
  for (const symbol of Object.getOwnPropertySymbols(list))
    Object.assign(headers, { [symbol]: Reflect.get(list, symbol) });
  for (let i = 0; i < list.length; i += 2) {
    const [name, value] = [list[i] as string, list[i + 1] as string];
    const before = headers[name];
    headers[name] = before === undefined ? value : [before, value].flat().map(String);
  }
  return headers;
}

function hasCheck(options: unknown): boolean {
  return (options as { statCheck?: StatCheck } | null | undefined)?.statCheck !== undefined;
}
