/** What a logger of pino keeps that says how it writes a line. */
export interface PinoParts {
  /** The beginning of a line of each level: `{"level":30`. */
  readonly levels: Readonly<Record<number, string>>;
  /** What follows that: `,"time":1700000000000`. */
  readonly time: () => string;
  /** And that: `,"pid":1,"hostname":"here","bound":1`. */
  readonly bindings: string;
  readonly messageKey: string;
  readonly serializers: Readonly<Record<string, unknown>>;
  readonly mixin: unknown;
}

const NAMES = {
  levels: 'pino.lsCache',
  time: 'pino.time',
  bindings: 'pino.chindings',
  messageKey: 'pino.messageKey',
  serializers: 'pino.serializers',
  mixin: 'pino.mixin',
} as const satisfies Record<keyof PinoParts, string>;

type PinoSymbols = Readonly<Record<keyof PinoParts, symbol>>;
export type PinoLogger = Readonly<Record<symbol, unknown>>;

/** Those of the copy of pino that was met last: most processes have one. */
let last = symbolsOf({});

/** The symbols of its parts. A logger of another copy has none of them: `pinoPart` finds its own. */
export function lastSymbols(): PinoSymbols {
  return last;
}

/** One part of a logger; `undefined` for what is no logger of pino. */
export function pinoPart<N extends keyof PinoParts>(logger: object, name: N): PinoParts[N] | undefined {
  const part = (logger as PinoLogger)[last[name]];
  if (part === undefined && !(last.bindings in logger)) last = symbolsOf(logger);
  return (part ?? (logger as PinoLogger)[last[name]]) as PinoParts[N] | undefined;
}

/** By their descriptions: each copy of pino makes its own. */
function symbolsOf(logger: object): PinoSymbols {
  const symbols = new Map<string | undefined, symbol>();
  for (let owner: unknown = logger; owner instanceof Object; owner = Object.getPrototypeOf(owner)) {
    for (const symbol of Object.getOwnPropertySymbols(owner)) symbols.set(symbol.description, symbol);
  }
  const symbolOf = (part: keyof PinoParts): symbol => symbols.get(NAMES[part]) ?? Symbol(NAMES[part]);
  return {
    levels: symbolOf('levels'),
    time: symbolOf('time'),
    bindings: symbolOf('bindings'),
    messageKey: symbolOf('messageKey'),
    serializers: symbolOf('serializers'),
    mixin: symbolOf('mixin'),
  };
}
