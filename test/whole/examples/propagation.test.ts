import { expect, it } from 'vitest';

import { startExample } from './start-example.js';

it('propagation: the service that is called logs the id and the tenant of who called', async () => {
  const { url, printed } = await startExample('propagation');
  const ids = Array.from({ length: 10 }, (_, i) => `id-${i}`);
  await Promise.all(ids.map(async (id) => (await fetch(url, { headers: { 'x-request-id': id } })).text()));
  const lines = (await printed(22)).filter((line) => !line.startsWith('start '));
  expect(lines.toSorted()).toEqual(ids.flatMap((id) => [`${id} / for nobody`, `${id} /stock for acme`]).toSorted());
});
