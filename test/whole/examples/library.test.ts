import { expect, it } from 'vitest';

import { startExample } from './start-example.js';

it('library: its callbacks have the id of their own request, and its variable is of that request', async () => {
  const { url, printed } = await startExample('library');
  const ask = async (path: string, id: string): Promise<string> =>
    (await fetch(url + path, { headers: { 'x-request-id': id } })).text();
  expect(await Promise.all([ask('/fr', 'one'), ask('/en', 'two')])).toEqual(['Bonjour Ada\n', 'Hello Ada\n']);
  expect((await printed(3)).toSorted()).toEqual(['one Bonjour Ada', 'start Hello Ada', 'two Hello Ada']);
});
