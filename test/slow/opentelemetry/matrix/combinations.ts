/** A request to one server: what it brings, and whether somebody records it. */
export interface Request {
  readonly n: number;
  readonly traceparent: string | undefined;
  readonly isRecorded: boolean;
}

/** A server of one framework, with an adapter or without. */
export interface Cell {
  readonly framework: string;
  readonly adapter: 'Span' | 'OpenTelemetrySpan' | undefined;
  readonly requests: readonly Request[];
}

/** A process that serves several cells at once. */
export interface Combination {
  /** In which order SDK and register are loaded, if both are. */
  readonly order: 'register, SDK' | 'SDK, register' | 'SDK';
  readonly http: 'on' | 'off' | 'outgoing';
  readonly manager: 'own' | 'ours';
  /** The libraries that OpenTelemetry instruments. */
  readonly instrumented: readonly string[];
  readonly cells: readonly Cell[];
}

const ORDERS = ['register, SDK', 'SDK, register', 'SDK'] as const;
const HTTP = ['on', 'off', 'outgoing'] as const;
const MANAGERS = ['own', 'ours'] as const;
const ADAPTERS = [undefined, 'Span', 'OpenTelemetrySpan'] as const;
const FRAMEWORKS = ['connect', 'express', 'koa', 'fastify', 'hono', 'nest'];

const LIBRARIES = ['pino', 'winston', 'pg', 'undici'];
const OF_FRAMEWORKS = ['connect', 'express', 'router', 'koa', 'fastify', 'nestjs-core'];

/** All that can act upon each other, with `node:http`; what is instrumented besides alternates, so that each pair occurs. */
export const PRODUCT: readonly Combination[] = ORDERS.flatMap((order, i) =>
  HTTP.flatMap((http, j) =>
    MANAGERS.map((manager, k) => ({
      ...{ order, http, manager },
      instrumented: LIBRARIES.filter((_, bit) => ((i + 2 * j + 3 * k) >> (bit % 3)) % 2 === bit % 2),
      cells: cellsOf(['http'], order, http, 2),
    })),
  ),
);

/** Each framework, with and without its own instrumentation. */
export const PAIRS: readonly Combination[] = ORDERS.flatMap((order, i) =>
  (['on', 'off'] as const).flatMap((http, j) =>
    [true, false].map((isInstrumented, k) => ({
      ...{ order, http, manager: MANAGERS[(i + j + k) % 2] as 'own' | 'ours' },
      instrumented: isInstrumented ? [...OF_FRAMEWORKS, ...LIBRARIES] : [],
      cells: cellsOf(FRAMEWORKS, order, http, 1),
    })),
  ),
);

function cellsOf(frameworks: readonly string[], order: string, http: string, each: number): Cell[] {
  const isRegistered = order !== 'SDK';
  let n = 0;
  return frameworks.flatMap((framework) =>
    ADAPTERS.filter((adapter) => isRegistered || adapter !== undefined).map((adapter) => {
      // Where register opens the request, that decides what its span is.
      const isRecorded = http === 'on' || (!isRegistered && adapter === 'OpenTelemetrySpan');
      const requests = Array.from({ length: 2 * each }, (_, i) => {
        const number = ++n;
        return { n: number, traceparent: i % 2 === 0 ? undefined : traceparentOf(number), isRecorded };
      });
      return { framework, adapter, requests };
    }),
  );
}

/** What the caller of a request sends: each has a trace of its own. */
function traceparentOf(n: number): string {
  const digits = `${n}`.padStart(4, '0');
  return `00-${'a'.repeat(28)}${digits}-${'b'.repeat(12)}${digits}-01`;
}
