// One line for each request, with all values that its code has collected ("wide events", "canonical log lines").
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { ContextVar, logContext } from 'throughline';
import { traced } from 'throughline/node-http';

type Event = Record<string, string | number | boolean>;

const EVENT = new ContextVar<Event | undefined>('event', { default: undefined });

/** Adds to the event of the request, from anywhere. Does nothing outside of a request. */
const note = (fields: Event): void => void Object.assign(EVENT.get() ?? {}, fields);

async function chargeCard(): Promise<void> {
  const start = performance.now();
  await sleep(20);
  note({ card: 'visa', charge_ms: performance.now() - start });
}

const listener = traced(
  async (request, response) => {
    note({ order: request.url?.slice(1) ?? '' });
    await chargeCard();
    response.end('done\n');
  },
  {
    requestBefore: () => void EVENT.set({}),
    end: ({ status = 0, error }) => {
      console.log(JSON.stringify({ ...logContext(), ...EVENT.get(), status, failed: error !== undefined }));
    },
  },
);
createServer(listener).listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1');
