// The names of all that copies of the package share in one process, and what lies there. A new name gets a line here; a test compares
// them with the source. To change what lies under a name, give the key in `storage.ts` a new version.

/** The variables that the package itself defines, and their values. */
export const SHARED_VARIABLES = {
  'request-id': 'a string',
  'trace-id': 'a string',
  'span-id': 'a string',
  'request-path': 'a string',
  'request-method': 'a string',
  'job-name': 'a string',
  'trace-flags': 'a number',
  tracestate: 'a string',
  baggage: 'a `Baggage`: a map of strings',
  span: '`Current` of `request/run/current-span.ts`',
  active: '`ActiveEntry` of `request/active/active-entry.ts`',
  'logtape-context': 'the properties of a context of LogTape',
} as const satisfies Readonly<Record<string, string>>;

/** What else there is one of. */
export const SHARED_SINGLETONS = {
  baggage: 'the `ClaimedNames` of the variables that travel',
  'before-first-span': 'a Set of functions that are called before the first span',
  carriers: 'the functions that end what `propagate` put in place',
  'context-managers': 'a WeakMap from context managers of OpenTelemetry to what says what they have active themselves',
  'closed-requests': 'a WeakMap from requests that cannot be extended, or hide it, to their `RequestTask`',
  doctor: '`Doctor` of `doctor/start.ts`',
  inspector: 'undefined: the agent of the inspector runs',
  logged: 'the `ClaimedNames` of the fields of log lines, and the `LoggedVars` made of them',
  mended: 'a WeakSet of the functions and prototypes of libraries that are mended',
  outside: 'the `Context` that stands in for the current one outside any task',
  'own-lines': '`isOwn`: which lines a logger that is writing has given ids',
  'recorded-channels': 'how many have called `recordChannels`, and what takes it back',
  recorders: 'a Set of `Recorder` of `spans/record/recorder.ts`',
  register: '`ProcessPolicy` of `request/arrive/process-policy.ts`: what `start` of register gives',
  'rewritten-text': '`current`: the text that a console is writing',
  'server-spans': 'a WeakSet of the spans of OpenTelemetry that record a request',
  routes: 'a Set of `Route`, one for each call of `propagate`',
} as const satisfies Readonly<Record<string, string>>;

/** The symbols that every copy finds by their names. */
export const SHARED_SYMBOLS = {
  'throughline.core.v5': 'on `globalThis`: `Shared` of `storage.ts`',
  'throughline.boundEmitter': 'on an emitter: `Bound` of `tasks/bind-listeners.ts`',
  'throughline.boundSocket': 'on a WebSocket: true',
  'throughline.compatible':
    'on the prototypes of `Http2ServerRequest` and `Http2ServerResponse`: themselves, their methods are replaced',
  'throughline.console': 'on a console: true',
  'throughline.count': 'on the prototype of a class of spans: a method that takes the chunks of the response',
  'throughline.early': 'on the class `OpenTelemetrySpan`: true, its requests are opened as early as can be',
  'throughline.error': 'on each `ThroughlineError`: true',
  'throughline.identity': 'on each `Span`: its `Identity`',
  'throughline.koa':
    'on the prototype of the contexts of an application of Koa: true, its `onerror` and the `body` of its responses are replaced',
  'throughline.lifecycle': 'on each `Span`: its `Lifecycle`',
  'throughline.missing': 'itself: the old value of a token that has none',
  'throughline.opentelemetry.owner':
    'the key of a context of OpenTelemetry: the request or the job that it belongs to, by its span or its scope',
  'throughline.options': 'on each `Span`, or its prototype: its `ResolvedOptions`',
  'throughline.own': 'on a request, a response, a stream or a socket with methods of its own: its `RequestTask`',
  'throughline.request': 'on the prototype of `IncomingMessage`: itself, its methods are replaced',
  'throughline.response': 'on the prototype of `ServerResponse`: itself, its methods are replaced',
  'throughline.responseBody': 'on the prototype of a class of responses: itself, its `write` and `end` are replaced',
  'throughline.responses': 'on the class `Response`: true, it was replaced',
  'throughline.sentWith': 'on a response of a fetch handler that went out as it is: the id of its request',
  'throughline.server': 'an event: a server that is traced answers it by true',
  'throughline.shown': 'on a context and a response of Hono: `Shown` of `adapters/hono/show-header.ts`',
  'throughline.stream': 'on the prototype of `ServerHttp2Stream`: itself, its methods are replaced',
  'throughline.task': 'on a request, a response, a stream or a socket: its `RequestTask`',
  'throughline.tunnel': 'on a socket that a request took over: itself, its `emit` is replaced',
  'throughline.undefined': 'itself: the slot of a variable with the value `undefined`',
  'throughline.winston': 'on a logger of winston: true',
} as const satisfies Readonly<Record<string, string>>;

export type SharedVariable = keyof typeof SHARED_VARIABLES;
export type SharedSingleton = keyof typeof SHARED_SINGLETONS | `variable ${SharedVariable}`;
