import { expect, it } from 'vitest';

import { runScript } from '../../../../support/run-script.js';
import { record } from '../../../../support/recorder.js';

it('a copy of undici that cannot be found, as in a bundle: its own functions know their caller', async () => {
  const server = await record();
  const traces = await runScript(`
    import { createRequire } from 'node:module';
    import { Pool, setGlobalDispatcher } from 'undici';
    import { CTX_TRACE_ID } from './dist/esm/index.js';
    import { extract, propagate } from './dist/esm/propagation/index.js';
    const { cache } = createRequire('file:///any.js');
    for (const file of Object.keys(cache)) if (file.includes('undici')) delete cache[file];
    setGlobalDispatcher({ dispatch() {} });
    const dispatch = Pool.prototype.dispatch;
    propagate({ to: '${server.origin}' });
    const isFound = Pool.prototype.dispatch !== dispatch;
    const pool = new Pool('${server.origin}', { connections: 2 });
    const traces = await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        extract({}).run(async () => {
          await (await pool.request({ path: '/' + i, method: 'GET' })).body.text();
          return CTX_TRACE_ID.get();
        }),
      ),
    );
    console.log(JSON.stringify([isFound, ...traces]));
    process.exit();
  `);
  const arrived = new Map(server.received.map(({ url, all }) => [url, all('traceparent')[0]?.slice(3, 35)]));
  expect([false, ...Array.from({ length: 40 }, (_, i) => arrived.get(`/${i}`))]).toEqual(traces);
});
