import { expect, it } from 'vitest';

import type { InspectorEvent, LineList, LineView, OutsideLine } from '../../../src/inspector/api.js';
import { OutsideLines } from '../../../src/inspector/collector/store/outside-lines.js';
import { ask, collecting } from '../../support/inspector/collecting.js';
import { fakeAgent, started } from '../../support/inspector/fake-agent.js';
import { until } from '../../support/until.js';

const line = (text: string): LineView => ({
  at: 1000,
  level: 'info',
  text,
  fields: undefined,
  spanId: '',
  place: undefined,
});

const outside = (text: string, requests: readonly number[] = [], number = 0): object => ({
  type: 'outside',
  number,
  requests,
  line: line(text),
});

const textsOf = ({ lines }: LineList): string[] => lines.map(({ text }) => text);

it('keeps the lines that stand in no request, with the requests that lost them', async () => {
  const collector = await collecting();
  const agent = await fakeAgent(collector.ingest, [outside('listening'), started(7), outside('charged', [7, 8])]);
  await until(() => collector.store.outside.find({}).lines.length === 2);
  const [{ key } = { key: '' }] = [...collector.store.newest()];
  expect(await ask<LineList>(collector, '/api/lines')).toEqual({
    lines: [
      { ...line('charged'), sequence: 2, service: 'shop', lostBy: [key] },
      { ...line('listening'), sequence: 1, service: 'shop', lostBy: [] },
    ].map((each) => JSON.parse(JSON.stringify(each)) as object),
    dropped: 0,
  });
  expect(textsOf(await ask<LineList>(collector, '/api/lines?text=LISTEN&service=shop'))).toEqual(['listening']);
  expect(await ask(collector, '/api/lines?limit=1')).toMatchObject({ lines: [{ text: 'charged' }], next: 2 });
  expect(textsOf(await ask<LineList>(collector, '/api/lines?limit=1&before=2'))).toEqual(['listening']);
  expect(await ask(collector, '/api/lines?status=500')).toEqual({
    error: 'Lines have the filters text, service, before, limit',
  });
  await agent.end();
});

it('gives a line the request that lost it, also where that is known later', async () => {
  const collector = await collecting();
  const told: OutsideLine[] = [];
  collector.store.listen({
    request: () => {},
    dropped: () => {},
    finding: () => {},
    cleared: () => {},
    line: (each) => told.push(each),
  });
  const agent = await fakeAgent(collector.ingest, [
    started(7),
    started(8),
    outside('charging', [], 1),
    outside('ticking', [], 2),
    { type: 'lost', lines: [1, 3, -1], request: 7 },
    { type: 'lost', lines: [2], request: 9 },
    { type: 'lost', lines: [1], request: 8 },
    outside('last'),
  ]);
  await until(() => collector.store.outside.find({}).lines.length === 3);
  const [, { key } = { key: '' }] = [...collector.store.newest()];
  const seen = told.map(({ sequence, text, lostBy }) => [sequence, text, lostBy]);
  expect(seen).toEqual([
    [1, 'charging', []],
    [2, 'ticking', []],
    [1, 'charging', [key]],
    [3, 'last', []],
  ]);
  expect(textsOf(collector.store.outside.find({}))).toEqual(['last', 'ticking', 'charging']);
  expect(collector.store.outside.find({}).lines[2]?.lostBy).toEqual([key]);
  await agent.end();
});

it('tells readers of events of the newest of them, beside requests', async () => {
  const collector = await collecting();
  const { body } = await fetch(`${collector.address}/api/events`, {
    headers: { authorization: `Bearer ${collector.token}` },
  });
  const events: InspectorEvent[] = [];
  const reading = (async () => {
    let text = '';
    for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
      text += Buffer.from(chunk).toString('utf8');
      const messages = text.split('\n\n');
      text = messages.pop() as string;
      for (const message of messages) {
        const data = /^data: (.*)$/m.exec(message)?.[1];
        if (data !== undefined) events.push(JSON.parse(data) as InspectorEvent);
      }
    }
  })().catch(() => {});
  const lines = Array.from({ length: 500 }, (_, at) => outside(`line ${at}`));
  const agent = await fakeAgent(collector.ingest, [started(1), ...lines]);
  const told = (): readonly Extract<InspectorEvent, { type: 'lines' }>[] =>
    events.flatMap((event) => (event.type === 'lines' ? event : []));
  const count = (): number => told().reduce((sum, event) => sum + event.lines.length + event.skipped, 0);
  await until(() => count() === 500 && events.some(({ type }) => type === 'requests'), 5);
  expect(Math.max(...told().map((event) => event.lines.length))).toBeLessThanOrEqual(200);
  expect(told().at(-1)?.lines.at(-1)).toMatchObject({ text: 'line 499', sequence: 500 });
  await agent.end();
  collector.close();
  await reading;
});

it('holds 2,000 of them, and so many bytes, and forgets them when it is asked to', () => {
  const lines = new OutsideLines(5000);
  for (let at = 0; at < 10; at++) lines.add(line(`${at}`), 'shop', [], 1000);
  expect(lines.find({})).toMatchObject({ lines: [{ text: '9' }, {}, {}, {}, { text: '5' }], dropped: 5 });
  const many = new OutsideLines(Infinity);
  for (let at = 0; at < 2100; at++) many.add(line(`${at}`), 'shop', [], 1);
  expect(many.find({ limit: 5000 })).toMatchObject({ dropped: 100 });
  expect(many.find({ limit: 5000 }).lines).toHaveLength(2000);
  many.clear();
  expect(many.find({}).lines).toEqual([]);
  expect(many.add(line('next'), 'shop', [], 1).sequence).toBe(2101);
});
