import { expect, it } from 'vitest';

import { collecting } from '../../support/inspector/collecting.js';
import { fakeAgent, started } from '../../support/inspector/fake-agent.js';
import { readEvents } from '../../support/inspector/read-events.js';
import { until } from '../../support/until.js';

it('cuts off whoever reads too slowly', async () => {
  const collector = await collecting();
  const slow = await readEvents(collector);
  slow.response.pause();
  const quick = await readEvents(collector);
  const agent = await fakeAgent(collector.ingest, []);
  let number = 0;
  const long = 'x'.repeat(1000);
  for (let round = 0; round < 75; round++) {
    agent.send(...Array.from({ length: 400 }, () => started(number++, { path: long, name: long })));
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
  slow.response.resume(); // it is told that it was cut off when it reads again
  await until(() => slow.isOver);
  expect(quick.isOver).toBe(false);
  await agent.end();
});
