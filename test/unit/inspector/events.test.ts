import { expect, it } from 'vitest';

import { collecting } from '../../support/inspector/collecting.js';
import { ended, fakeAgent, started } from '../../support/inspector/fake-agent.js';
import { readEvents as read, type EventReader } from '../../support/inspector/read-events.js';
import { until } from '../../support/until.js';

const namesIn = ({ events }: EventReader): string[] =>
  events.flatMap((event) =>
    event.type === 'requests' ? event.requests.map(({ name, state }) => `${name} ${state}`) : [],
  );

it('tells of each change', async () => {
  const collector = await collecting();
  const reader = await read(collector);
  const agent = await fakeAgent(collector.ingest, [started(1)]);
  await until(() => namesIn(reader).length === 1);
  agent.send(ended(1));
  await until(() => namesIn(reader).length === 2);
  expect(namesIn(reader)).toEqual(['GET /orders/1 running', 'GET /orders/1 ended']);
  await until(() => reader.events.some((event) => event.type === 'status' && event.status.started === 1));
  await agent.end();
});

it('goes on from the last event that was seen, and says reset where that is too long ago', async () => {
  const collector = await collecting();
  const first = await read(collector);
  const agent = await fakeAgent(collector.ingest, [started(1)]);
  await until(() => namesIn(first).length === 1);
  const [id = 0] = first.ids.slice(first.events.findIndex(({ type }) => type === 'requests'));
  first.response.destroy();
  agent.send(started(2));
  await until(() => collector.store.held === 2);
  const second = await read(collector, id);
  await until(() => namesIn(second).length === 1);
  expect(namesIn(second)).toEqual(['GET /orders/2 running']);
  const third = await read(collector, 10 ** 6);
  await until(() => third.events.length > 0);
  expect(third.events[0]).toEqual({ type: 'reset' });
  await agent.end();
});

it('tells of the newest 200 of very many at once, and how many were skipped', async () => {
  const collector = await collecting();
  const reader = await read(collector);
  const agent = await fakeAgent(
    collector.ingest,
    Array.from({ length: 5000 }, (_, at) => started(at)),
  );
  const told = (): number =>
    reader.events.reduce(
      (sum, event) => sum + (event.type === 'requests' ? event.requests.length + event.skipped : 0),
      0,
    );
  await until(() => told() === 5000, 20);
  for (const event of reader.events) if (event.type === 'requests') expect(event.requests.length).toBeLessThan(201);
  await agent.end();
});
