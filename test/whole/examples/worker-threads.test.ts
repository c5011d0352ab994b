import { expect, it } from 'vitest';

import { startExample } from './start-example.js';

it('a thread works in the context of whoever asked, and answers there, 200 at once', async () => {
  const { url, printed } = await startExample('worker-threads.mjs');
  const orders = Array.from({ length: 200 }, (_, i) => `order-${i}`);
  const answers = await Promise.all(
    orders.map(async (order) => (await fetch(`${url}/${order}`, { headers: { 'x-request-id': order } })).text()),
  );
  expect(answers).toEqual(orders.map((order) => `/${order} done`));
  const lines = (await printed(2 * (orders.length + 1))).filter((line) => line.includes('/order-'));
  const expected = orders.flatMap((order) => [
    `${order} in the thread: /${order}`,
    `${order} answered: /${order} done`,
  ]);
  expect(lines.toSorted()).toEqual(expected.toSorted());
});
