import { expect, it } from 'vitest';

import { runScript } from '../../support/run-script.js';
import { record } from '../../support/recorder.js';

it('two copies of the package send each header once, and either may stop last', async () => {
  const server = await record();
  const installed = await runScript(`
    import { createRequire } from 'node:module';
    import { Agent, get } from 'node:http';
    import * as esm from './dist/esm/propagation/index.js';
    const cjs = createRequire(process.cwd() + '/')('./dist/cjs/propagation/index.js');
    const before = Agent.prototype.addRequest;
    const send = () => esm.extract({ 'x-request-id': 'abc' }).run(async () => {
      await (await fetch('${server.origin}')).text();
      await new Promise((resolve) => get('${server.origin}', (response) => response.resume().on('end', resolve)));
    });
    const to = '${server.origin}';
    const stops = [esm.propagate({ to }), cjs.propagate({ to }), esm.propagate({ to, requestHeader: 'x-other' })];
    await send();
    const states = stops.map((stop) => (stop(), stop(), Agent.prototype.addRequest === before));
    await send();
    const again = cjs.propagate({ to });
    await send();
    again();
    console.log(JSON.stringify([...states, Agent.prototype.addRequest === before]));
    process.exit();
  `);
  expect(installed).toEqual([false, false, true, true]);
  const counts = server.received.map(({ all }) =>
    ['traceparent', 'x-request-id', 'x-other'].map((name) => all(name).length),
  );
  expect(counts).toEqual([
    [1, 1, 1],
    [1, 1, 1],
    [0, 0, 0],
    [0, 0, 0],
    [1, 1, 0],
    [1, 1, 0],
  ]);
});
