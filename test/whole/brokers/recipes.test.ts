// The recipes of docs/guide/jobs.md, against the brokers themselves.
import { describe, expect, it } from 'vitest';

import { fakeAws } from './fake-aws.js';
import { lacking, type RecipeLine, runRecipe } from './run-recipe.js';

/** The first line is the sender's, and each other one is of the same request and trace, in a span of its own. */
function expectContinued(lines: readonly RecipeLine[], expected: readonly [job: string, message: string][]): void {
  expect(lines.map(({ job, message }) => [job, message])).toEqual(expected);
  const [sent] = lines;
  for (const { request_id: id, trace_id: trace } of lines) {
    expect([id, trace]).toEqual([sent?.request_id, sent?.trace_id]);
  }
  const jobs = new Map(lines.map(({ job, span_id: span }) => [job, span]));
  expect(new Set(jobs.values()).size).toBe(jobs.size);
}

const RECIPES: readonly [name: string, server: string, expected: readonly [job: string, message: string][]][] = [
  [
    'amqplib',
    'RabbitMQ',
    [
      ['sender', 'publishing'],
      ['orders', 'handled order-1'],
    ],
  ],
  [
    'nats',
    'NATS',
    [
      ['sender', 'publishing'],
      ['orders', 'handled order-1'],
      ['orders', 'handled order-2'],
    ],
  ],
  [
    'mqtt',
    'Mosquitto',
    [
      ['sender', 'publishing'],
      ['orders', 'handled order-1'],
    ],
  ],
  [
    'pg-boss',
    'PostgreSQL',
    [
      ['sender', 'sending'],
      ['orders', 'handled order-1'],
    ],
  ],
  [
    'nest-microservice',
    'NATS',
    [
      ['sender', 'calling'],
      ['charge', 'charging order-1'],
      ['sender', 'charged'],
    ],
  ],
];

describe('a message goes on with the request and the trace of its sender', async () => {
  for (const [name, server, expected] of RECIPES) {
    const { isLacking, note } = await lacking(server);
    it.skipIf(isLacking)(`by ${name}${note}`, async () => expectContinued(await runRecipe(name), expected));
  }

  it.each<[string, readonly [string, string][]]>([
    [
      'grpc',
      [
        ['sender', 'calling'],
        ['Orders/Charge', 'charging order-1'],
      ],
    ],
    [
      'cloudevents',
      [
        ['sender', 'emitting'],
        ['order', 'handled order-1'],
      ],
    ],
  ])('by %s', async (name, expected) => expectContinued(await runRecipe(name), expected));

  it('by SQS, also by way of SNS', async () => {
    const aws = await fakeAws();
    const lines = await runRecipe('sqs', aws.env);
    expectContinued(lines, [
      ['sender', 'sending'],
      ['orders', 'handled order-1'],
      ['orders', 'handled order-2'],
    ]);
    expect(aws.messages).toEqual([]);
  });
});

describe('BullMQ', async () => {
  const { isLacking, note } = await lacking('Redis');

  it.skipIf(isLacking)(`goes on with the first attempt, and gives a retry a trace of its own${note}`, async () => {
    const lines = await runRecipe('bullmq');
    expectContinued(lines.slice(0, 2), [
      ['sender', 'adding'],
      ['charge', 'attempt 1'],
    ]);
    expect(lines[2]).toMatchObject({ job: 'charge', message: 'attempt 2' });
    expect(lines[2]?.trace_id).not.toBe(lines[0]?.trace_id);
  });

  it.skipIf(isLacking)(`in Nest, whose @Cron and @Interval have an id for each run${note}`, async () => {
    const lines = await runRecipe('nest');
    const of = (job: string): string[] => lines.filter((line) => line.job === job).map((line) => line.request_id);
    const reports = of('nightly-report');
    expect(reports.length).toBeGreaterThan(1);
    expect(new Set([...reports, ...of('clean-up')]).size).toBe(reports.length + of('clean-up').length);
    expect(of('charge').length).toBeGreaterThan(0);
    for (const id of of('charge')) expect(reports).toContain(id);
  });
});

it('each run of a cron job has an id of its own, whichever library starts it', async () => {
  const lines = await runRecipe('cron');
  for (const job of ['by-croner', 'by-cron', 'by-node-cron', 'by-interval']) {
    const ids = lines.filter((line) => line.job === job).map((line) => line.request_id);
    expect(ids.length, job).toBeGreaterThanOrEqual(4);
    expect(new Set(ids).size, job).toBe(ids.length / 2); // a run logs twice
  }
});
