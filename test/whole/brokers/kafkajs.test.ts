// The recipe for kafkajs, without a broker: what it sends goes through kafkajs's own encoder and decoder, as between two of its clients.
import { createRequire } from 'node:module';

import { describe, expect, it, vi } from 'vitest';

import { runJob } from '../../../src/jobs/index.js';
import { folderOf } from '../../support/frameworks/installed.js';
import { root } from '../../support/run-node.js';
import type { RecipeLine } from './run-recipe.js';

interface Message {
  readonly value: Buffer;
  readonly headers: Record<string, unknown>;
}

interface Recipe {
  send(producer: unknown, value: string): Promise<void>;
  eachMessage(payload: { topic: string; message: Message }): Promise<void>;
  eachBatch(payload: { batch: { topic: string; messages: Message[] } }): Promise<void>;
}

const require = createRequire(import.meta.url);
const kafkajs = `${folderOf('brokers')}/node_modules/kafkajs/src/protocol`;
const encode = require(`${kafkajs}/recordBatch/record/v0`) as (record: object) => { buffer: Buffer };
const decode = require(`${kafkajs}/recordBatch/record/v0/decoder`) as (decoder: object, batch: object) => Message;
const Decoder = require(`${kafkajs}/decoder`) as new (buffer: Buffer) => { readVarInt(): number };
const recipe = (await import(`${root}examples/jobs/kafkajs.ts`)) as Recipe;

/** What a consumer gets of what a producer sends. */
function arrived(record: { value: string; headers: object }): Message {
  const { buffer } = encode({ ...record, key: null, value: Buffer.from(record.value) });
  const decoder = new Decoder(buffer);
  decoder.readVarInt(); // the length
  return decode(decoder, { firstOffset: '0', firstTimestamp: '0', magicByte: 2 });
}

/** What is in the topic after the recipe has sent so many messages, each in a job of its own. */
async function sent(count: number): Promise<{ messages: Message[]; traces: string[] }> {
  const messages: Message[] = [];
  const producer = {
    send: async (record: { messages: { value: string; headers: object }[] }) =>
      void messages.push(...record.messages.map((message) => arrived(message))),
  };
  const traces: string[] = [];
  for (let i = 0; i < count; i++) {
    await runJob({ name: 'sender' }, async (span) => {
      traces.push(span.traceId);
      await recipe.send(producer, `order-${i}`);
    });
  }
  return { messages, traces };
}

async function linesOf(act: () => Promise<void>): Promise<RecipeLine[]> {
  const log = vi.spyOn(console, 'log').mockImplementation(() => {});
  await act();
  const lines = log.mock.calls.map(([line]) => JSON.parse(String(line)) as RecipeLine);
  log.mockRestore();
  return lines;
}

describe('by kafkajs', () => {
  it('a message, whose headers arrive as bytes, goes on with the trace of its sender', async () => {
    const { messages, traces } = await sent(1);
    const { traceparent } = messages[0]!.headers;
    expect(Buffer.isBuffer(traceparent)).toBe(true);
    const lines = await linesOf(() => recipe.eachMessage({ topic: 'orders', message: messages[0]! }));
    expect(lines).toMatchObject([{ job: 'orders', message: 'handled order-0', trace_id: traces[0] }]);
  });

  it('a batch has a trace of its own', async () => {
    const { messages, traces } = await sent(3);
    const lines = await linesOf(() => recipe.eachBatch({ batch: { topic: 'orders', messages } }));
    expect(lines).toMatchObject([{ job: 'orders', message: 'handled 3' }]);
    expect(traces).not.toContain(lines[0]?.trace_id);
    const links = runJob({ name: 'orders', links: messages.map(({ headers }) => headers) }, (span) => span.links);
    expect(links.map(({ traceId }) => traceId)).toEqual(traces);
  });
});
