import { expect, it } from 'vitest';

import { startExample } from './start-example.js';

it('gives what is bound the id of its request, and what is not that of another, or none', async () => {
  const { url, printed } = await startExample('shared-work');
  const orders = Array.from({ length: 20 }, (_, i) => `order-${i}`);
  await Promise.all(
    orders.map(async (order) => (await fetch(`${url}/${order}`, { headers: { 'x-request-id': order } })).text()),
  );
  const lines = (await printed(4 * (orders.length + 1))).filter((line) => line.includes('/order-'));
  expect(lines).toHaveLength(4 * orders.length);

  const isRight = (line: string): boolean => /^(\S+) \/\1 /.test(line);
  const bound = lines.filter((line) => /(?:job|query)$/.test(line));
  expect(bound).toHaveLength(2 * orders.length);
  expect(bound.filter((line) => !isRight(line))).toEqual([]);
  expect(lines.filter((line) => line.endsWith('of nobody') && !line.startsWith('- '))).toEqual([]);
  expect(lines.filter((line) => line.endsWith('of anybody') && !isRight(line))).not.toEqual([]);
});
