// RabbitMQ and JetStream deliver a message again when the connection is cut before it is acknowledged: it keeps its id, and none is lost.
import { createRequire } from 'node:module';

import { describe, expect, it, onTestFinished } from 'vitest';

import { CTX_REQUEST_ID, ContextVar } from '../../../src/index.js';
import { runJob } from '../../../src/jobs/index.js';
import { inject } from '../../../src/propagation/index.js';
import type { ReadableCarrier } from '../../../src/propagation/index.js';
import { cuttable } from '../../support/cuttable.js';
import { folderOf } from '../../support/frameworks/installed.js';
import { until as untilSoon } from '../../support/until.js';
import { addressOf } from '../../slow/truth/servers.js';
import { collectGarbage } from '../matrix/collect-garbage.js';
import { lacking } from './run-recipe.js';

const load = createRequire(`${folderOf('brokers')}/package.json`);
const until = (condition: () => boolean): Promise<void> => untilSoon(condition, 20);
const COUNT = 60;
/** After how many ms JetStream delivers again. */
const ACK_WAIT = 300;
const PAYLOAD = new ContextVar<object>('payload');

/** What the jobs of a consumer saw: the ids that each message had, and references to what its context held. */
class Seen {
  readonly ids = new Map<string, Set<string>>();
  readonly kept: WeakRef<object>[] = [];
  begun = 0;
  ended = 0;

  /** Works off a message, and acknowledges it at the end, over a connection that may be cut by then. */
  async handle(text: string, from: ReadableCarrier, acknowledge: () => void): Promise<void> {
    await runJob({ name: 'orders', from }, async (span) => {
      this.begun++;
      const payload = {};
      PAYLOAD.set(payload);
      this.kept.push(new WeakRef(payload), new WeakRef(span));
      const before = CTX_REQUEST_ID.get();
      await new Promise((resolve) => setTimeout(resolve, 10 + Math.random() * 20));
      expect(PAYLOAD.get()).toBe(payload);
      this.ids.set(text, (this.ids.get(text) ?? new Set()).add(before).add(CTX_REQUEST_ID.get()));
      acknowledge();
    });
    this.ended++;
  }

  /** Each message was worked off, with the id of its sender each time; nothing of it is held, but for what a connection did last. */
  async expectAll(sent: readonly string[]): Promise<void> {
    expect(sent.map((_, index) => [...(this.ids.get(`order-${index}`) ?? [])])).toEqual(sent.map((id) => [id]));
    await new Promise((resolve) => setTimeout(resolve, 2 * ACK_WAIT)); // until what was not acknowledged has come again
    await until(() => this.begun === this.ended);
    await collectGarbage();
    expect(this.kept.length).toBeGreaterThanOrEqual(2 * COUNT);
    // A socket of Node keeps the context of its last operation until the next one.
    expect(this.kept.filter((reference) => reference.deref() !== undefined).length).toBeLessThanOrEqual(2);
  }
}

/** Sends `COUNT` messages, each in a job of its own, and gives their ids. */
const sendAll = (send: (text: string) => unknown): Promise<string[]> =>
  Promise.all(
    Array.from({ length: COUNT }, (_, index) =>
      runJob({ name: 'sender' }, async ({ requestId }) => {
        await send(`order-${index}`);
        return requestId;
      }),
    ),
  );

// The libraries are not installed in the root, so they have no types here: test/whole/brokers/types.test.ts checks the recipes by theirs.
// oxlint-disable-next-line typescript/no-explicit-any
type Amqplib = { connect(url: string): Promise<any> };
// oxlint-disable-next-line typescript/no-explicit-any
type Nats = { AckPolicy: any; connect(options: object): Promise<any>; headers(): Map<string, string> };

interface AmqpMessage {
  readonly content: Buffer;
  readonly properties: { readonly headers: Record<string, unknown> | undefined };
}
interface JsMessage {
  readonly headers: Map<string, string> | undefined;
  string(): string;
  ack(): void;
}

const rabbit = await lacking('RabbitMQ');
const nats = await lacking('NATS');

describe('a connection that is cut in mid-flight', () => {
  it.skipIf(rabbit.isLacking)(`to RabbitMQ${rabbit.note}`, async () => {
    const { connect } = load('amqplib') as Amqplib;
    const proxy = await cuttable(addressOf('RabbitMQ'));
    const seen = new Seen();
    const sender = await connect(addressOf('RabbitMQ'));
    onTestFinished(() => sender.close());
    const channel = await sender.createChannel();
    const queue = `test-cut-${process.pid}`;
    await channel.assertQueue(queue);
    onTestFinished(async () => void (await channel.deleteQueue(queue)));

    const consume = async (): Promise<void> => {
      const connection = await connect(proxy.url);
      connection.on('error', () => {}).on('close', () => void consume().catch(() => {}));
      onTestFinished(
        () =>
          void connection
            .removeAllListeners('close')
            .close()
            .catch(() => {}),
      );
      const incoming = await connection.createChannel();
      incoming.on('error', () => {});
      await incoming.prefetch(10);
      await incoming.consume(queue, (message: AmqpMessage | null) => {
        if (message === null) return;
        const acknowledge = (): void => {
          try {
            incoming.ack(message);
          } catch {
            // The channel is closed: the message comes again.
          }
        };
        void seen.handle(message.content.toString(), message.properties.headers, acknowledge);
      });
    };
    await consume();
    const sent = await sendAll((text) => channel.sendToQueue(queue, Buffer.from(text), { headers: inject({}) }));
    await until(() => seen.begun > 15);
    proxy.cut();
    await until(() => seen.ids.size === COUNT);
    expect(seen.begun).toBeGreaterThan(COUNT); // some came again
    await seen.expectAll(sent);
  });

  it.skipIf(nats.isLacking)(`to NATS with JetStream${nats.note}`, async () => {
    const { AckPolicy, connect, headers } = load('nats') as Nats;
    const proxy = await cuttable(addressOf('NATS'));
    const seen = new Seen();
    const sender = await connect({ servers: addressOf('NATS') });
    const stream = `test-cut-${process.pid}`;
    const manager = await sender.jetstreamManager();
    await manager.streams.add({ name: stream, subjects: [stream] });
    onTestFinished(async () => {
      await manager.streams.delete(stream);
      await sender.close();
    });
    await manager.consumers.add(stream, {
      durable_name: 'worker',
      ack_policy: AckPolicy.Explicit,
      ack_wait: ACK_WAIT * 1_000_000, // in nanoseconds
    });
    const receiver = await connect({ servers: proxy.url, reconnectTimeWait: 20 });
    onTestFinished(() => receiver.close());
    const consumer = await receiver.jetstream().consumers.get(stream, 'worker');
    const subscription = await consumer.consume({
      max_messages: 10,
      callback: (message: JsMessage) => void seen.handle(message.string(), message.headers, () => message.ack()),
    });
    onTestFinished(() => subscription.stop());

    const sent = await sendAll((text) => sender.jetstream().publish(stream, text, { headers: inject(headers()) }));
    await until(() => seen.begun > 15);
    proxy.cut();
    await until(() => seen.ids.size === COUNT);
    await seen.expectAll(sent);
  });
});
