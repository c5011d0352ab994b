/** A request to one server: what it brings, and what becomes of it. */
export interface Request {
  readonly n: number;
  readonly traceparent: string | undefined;
  /** Whether OpenTelemetry makes a span for it. */
  readonly isRecorded: boolean;
  /** Whether that is exported; if not, so is no other span of the request. */
  readonly isSampled: boolean;
}

/** A server of one framework, with an adapter or without. */
interface Cell {
  readonly framework: string;
  readonly adapter: 'Span' | 'OpenTelemetrySpan' | undefined;
  readonly requests: readonly Request[];
}

interface Setup {
  /** In which order SDK and register are loaded, if both are. */
  readonly order: 'register, SDK' | 'SDK, register' | 'SDK';
  readonly http: 'on' | 'off' | 'outgoing';
  readonly manager: 'own' | 'ours';
  /** The libraries that OpenTelemetry instruments. */
  readonly instrumented: readonly string[];
  readonly sampler?: 'ratio 0' | 'parent';
}

/** A process that serves several cells at once. */
export interface Combination extends Setup {
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
const PRODUCT = ORDERS.flatMap((order, i) =>
  HTTP.flatMap((http, j) =>
    MANAGERS.map((manager, k) => {
      const instrumented = LIBRARIES.filter((_, bit) => ((i + 2 * j + 3 * k) >> (bit % 3)) % 2 === bit % 2);
      return combine({ order, http, manager, instrumented }, ['http'], 2);
    }),
  ),
);

/** Each framework, with its own instrumentation and without. */
const PAIRS = ORDERS.flatMap((order, i) =>
  (['on', 'off'] as const).flatMap((http, j) =>
    [OF_FRAMEWORKS, []].map((ofFrameworks, k) => {
      const manager = MANAGERS[(i + j + k) % 2] as Setup['manager'];
      const instrumented = ofFrameworks.length > 0 ? [...ofFrameworks, ...LIBRARIES] : [];
      return combine({ order, http, manager, instrumented }, FRAMEWORKS, 1);
    }),
  ),
);

/** Middleware before which an instrumentation opens a span, where nothing has opened the request. */
const BEHIND_SPANS = MANAGERS.map((manager) =>
  combine(
    { order: 'SDK', http: 'outgoing', manager, instrumented: ['connect', 'express', 'router'] },
    ['connect', 'express'],
    3,
  ),
);

/** Few spans are exported, or none. */
const SAMPLED = (['ratio 0', 'parent'] as const).flatMap((sampler) =>
  ORDERS.map((order, i) => {
    const manager = MANAGERS[i % 2] as Setup['manager'];
    return combine({ order, http: 'on', manager, instrumented: ['pino', 'winston'], sampler }, ['http'], 3);
  }),
);

/** More than a hundred requests at once, which wait for three connections to the database. */
const BUSY = [
  combine({ order: 'register, SDK', http: 'on', manager: 'own', instrumented: [] }, ['http'], 18),
  combine({ order: 'SDK, register', http: 'on', manager: 'own', instrumented: [] }, ['http'], 18),
  combine({ order: 'SDK', http: 'off', manager: 'own', instrumented: [] }, ['http'], 26),
  combine({ order: 'SDK', http: 'off', manager: 'ours', instrumented: ['pg'] }, ['http'], 26),
];

export const COMBINATIONS: readonly Combination[] = [...PRODUCT, ...PAIRS, ...BEHIND_SPANS, ...SAMPLED, ...BUSY];

/** Serves each framework in every way that there is, by `pairs` requests without a `traceparent` and as many with one. */
function combine(setup: Setup, frameworks: readonly string[], pairs: number): Combination {
  const isRegistered = setup.order !== 'SDK';
  let n = 0;
  const cells = frameworks.flatMap((framework) =>
    ADAPTERS.filter((adapter) => isRegistered || adapter !== undefined).map((adapter) => ({
      framework,
      adapter,
      requests: Array.from({ length: 2 * pairs }, (_, i) => requestOf(setup, adapter, ++n, i)),
    })),
  );
  return { ...setup, cells };
}

function requestOf({ order, http, sampler }: Setup, adapter: Cell['adapter'], n: number, i: number): Request {
  // Where register opens the request, that decides what its span is.
  const isRecorded = http === 'on' || (order === 'SDK' && adapter === 'OpenTelemetrySpan');
  const flags = sampler === 'parent' && i % 4 === 1 ? '00' : '01';
  const isSampled = sampler !== 'ratio 0' && flags === '01';
  return { n, traceparent: i % 2 === 0 ? undefined : traceparentOf(n, flags), isRecorded, isSampled };
}

/** What the caller of a request sends: each has a trace of its own. */
function traceparentOf(n: number, flags: string): string {
  const digits = `${n}`.padStart(4, '0');
  return `00-${'a'.repeat(28)}${digits}-${'b'.repeat(12)}${digits}-${flags}`;
}
