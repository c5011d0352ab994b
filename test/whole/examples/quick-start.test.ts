import { expect, it } from 'vitest';

import { startExample } from './start-example.js';

it.each(['quick-start', 'commonjs/quick-start.cjs'])('%s: each line has the id of its own request', async (name) => {
  const { url, printed } = await startExample(name);
  const post = (n: number): Promise<Response> => fetch(`${url}/orders/${n}`, { method: 'POST' });
  const answers = await Promise.all([post(1), post(2)]);
  const ids = answers.map(({ headers }) => headers.get('x-request-id'));
  expect(ids).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/), expect.stringMatching(/^[0-9a-f]{32}$/)]);
  expect((await printed(6)).slice(2).toSorted()).toEqual(
    ids.flatMap((id, i) => [`${id} POST /orders/${i + 1}`, `${id} card charged`]).toSorted(),
  );
});
