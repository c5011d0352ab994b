import { expect, it } from 'vitest';

import { startExample } from './start-example.js';

it('a child process has the id of its request', async () => {
  const { url } = await startExample('child-process');
  const reports = await Promise.all(
    ['a', 'b', 'c'].map(async (id) => (await fetch(`${url}/${id}`, { headers: { 'x-request-id': id } })).text()),
  );
  expect(reports).toEqual(['a', 'b', 'c'].map((id) => `${id} report of /${id}\n`));
});
