// What an id for each request costs a server: processor time per request, by the server's own account. Throughput would
// tell what the machine had to spare. All sides of a framework live side by side, in two processes each, and take their
// rounds of requests in turn; the requests come from autocannon, in a process of its own.
import type { Account } from './http/worker.js';
import type { Round, Samples } from './measure/interleave.js';
import { Launches } from './measure/launches.js';
import { measureSides } from './measure/measure-sides.js';
import { publish } from './measure/publish.js';
import { type Pair, tabulate } from './measure/report.js';
import { nodes, type Runtime } from './measure/runtimes.js';
import { versionsOf } from './measure/versions-of.js';
import { Worker } from './measure/worker.js';

/** The compiler decides differently in each process: by a third of a request, in some. */
const LAUNCHES = 2;
/** It is through with a server only after some 60,000 requests, which take seconds. */
const ROUND = { turns: 20, milliseconds: 80, warmUp: 2500, roundOf };

const HAND = ['bare', 'by hand', 'throughline'];
const LOGGED = ['throughline, access log by pino', 'pino-http'] as const;
const OTEL = 'OpenTelemetry';

/** The sides of each framework. */
const SIDES: Readonly<Record<string, readonly string[]>> = {
  'node:http': [...HAND, OTEL, ...LOGGED],
  Express: [...HAND, 'cls-rtracer', 'express-http-context'],
  Fastify: [...HAND, 'cls-rtracer', '@fastify/request-context'],
  Hono: [...HAND, 'request-id and context-storage'],
  Koa: [...HAND, 'cls-rtracer'],
  Nest: [...HAND, 'nestjs-cls'],
};

const named = (framework: string, side: string): string => `${framework}, ${side}`;
const frameworks = Object.entries(SIDES);

const againstBare = frameworks.flatMap(([framework, sides]) =>
  sides.slice(1).map((side): Pair => [named(framework, side), named(framework, 'bare')]),
);
const againstHand = frameworks.map(([framework]): Pair => [
  named(framework, 'throughline'),
  named(framework, 'by hand'),
  framework === 'node:http' ? 1.03 : undefined,
]);
const againstPeers = frameworks.flatMap(([framework, sides]) =>
  sides
    .slice(HAND.length)
    .filter((side) => side !== LOGGED[0])
    .map((side): Pair => [named(framework, side === LOGGED[1] ? LOGGED[0] : 'throughline'), named(framework, side), 1]),
);

const generator = await Worker.start(nodes()[0] as Runtime, '../../bench/peers/generator.js', []);
const samples = new Map<string, Samples>();
try {
  for (const runtime of nodes()) {
    const all: Samples[] = [];
    for (const framework of Object.keys(SIDES)) all.push(await measure(runtime, framework));
    samples.set(runtime.name, Object.assign({}, ...all) as Samples);
  }
} finally {
  generator.stop();
}

const head = { kind: 'ratio', unit: 'ns' } as const;
publish('http', nodes(), {
  packages: {
    ...versionsOf(['express', 'fastify', 'hono', 'koa', '@nestjs/core', 'pino', 'pino-http']),
    ...versionsOf(
      ['autocannon', 'cls-rtracer', 'express-http-context', '@fastify/request-context', 'nestjs-cls'],
      'bench/peers',
    ),
    ...versionsOf(['@opentelemetry/instrumentation-http', '@opentelemetry/sdk-trace-node'], 'bench/peers'),
  },
  tables: [
    tabulate({ ...head, title: 'Throughline against peers' }, againstPeers, samples),
    tabulate({ ...head, title: 'Throughline against the hand-written middleware' }, againstHand, samples),
    tabulate({ ...head, title: 'All against the bare server' }, againstBare, samples),
  ],
  charts: [],
});

async function measure(runtime: Runtime, framework: string): Promise<Samples> {
  const start = (side: string): Promise<Launches> =>
    Launches.start(LAUNCHES, runtime, 'http/worker.js', [framework, side]);
  const sides = new Map((SIDES[framework] as string[]).map((side) => [named(framework, side), start(side)] as const));
  return measureSides(sides, ROUND);
}

/** What a number of requests cost the server whose turn it is. */
function roundOf(launches: Launches): Round {
  return async (amount, turn) => {
    const server = launches.at(turn);
    const { port, used } = await server.ask<Account>('account');
    const { wrong } = await generator.ask<{ readonly wrong: number }>({ port, amount });
    if (wrong > 0) throw new Error(`${wrong} of ${amount} requests were not answered as they should be.`);
    return (await server.ask<Account>('account')).used - used;
  };
}
