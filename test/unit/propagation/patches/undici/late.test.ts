import { expect, it, onTestFinished } from 'vitest';

import { extract, propagate } from '../../../../../src/propagation/index.js';
import { record } from '../../../../support/recorder.js';

const INCOMING = { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', 'x-request-id': 'abc' };

it('a client of a copy of undici 6 that was loaded later sends nothing by naming a listed origin, but where it connects to one', async () => {
  const [listed, other] = await Promise.all([record(), record()]);
  onTestFinished(propagate({ to: listed.origin }));
  const { Client } = await import('undici6');
  const send = async (to: string): Promise<void> => {
    const client = new Client(to);
    const options = { origin: listed.origin, path: '/', method: 'GET' } as const;
    for (let i = 0; i < 3; i++) await (await client.request(options)).body.dump();
    await client.close();
  };
  await extract(INCOMING).run(() => send(other.origin));
  expect([other.received.length, other.carried]).toEqual([3, false]);
  await extract(INCOMING).run(() => send(listed.origin));
  expect(listed.received.map(({ all }) => all('x-request-id'))).toEqual([['abc'], ['abc'], ['abc']]);
});
