import { expect, it } from 'vitest';

import { runScript } from '../../../support/run-script.js';

/**
 * Makes `count` variables before the layer of requests is loaded. Gives what requests and a job have, and whether the variables keep their
 * values there.
 */
const run = (count: number, given: string): Promise<unknown> =>
  runScript(`
    import { createRequire } from 'node:module';
    import { AsyncContext } from './dist/esm/async-context/index.js';
    const own = Array.from({ length: ${count} }, (_, i) => new AsyncContext.Variable({ defaultValue: i }));
    const early = own[0]?.run(0, () => new AsyncContext.Snapshot()) ?? new AsyncContext.Snapshot();
    const { runJob } = await import('./dist/esm/jobs/index.js');
    const { copyContext } = await import('./dist/esm/index.js');
    const esm = await import('./dist/esm/adapter.js');
    const cjs = createRequire(process.cwd() + '/')('./dist/cjs/adapter.js');
    const headers = new Headers(${given});
    const scope = { type: 'http', method: 'GET', path: '/p', headers };
    const shape = (value) => value instanceof Map ? [...value] : typeof value === 'string' ? value.replace(/^(?!1+$)([0-9a-f]{16}){1,2}$/, 'random') : value;
    const show = () => [...copyContext()]
      .filter(([{ name }]) => name !== 'span' && name !== '')
      .map(([{ name }, value]) => [name, shape(value)]).sort();
    const isKept = () => own.every((variable, i) => variable.get() === i);
    const seen = [];
    for (const { Tracing } of [esm, cjs]) {
      for (const options of [{}, { skip: () => true }, { generate: () => 'made' }]) {
        const open = () => new Tracing(options).open(scope).start(() => seen.push([show(), isKept()]));
        open();
        early.run(open);
      }
    }
    await runJob({ name: 'job', from: headers, generate: () => 'made' }, () => seen.push([show(), isKept()]));
    console.log(JSON.stringify(seen));
  `);

const BROUGHT = JSON.stringify({
  'x-request-id': '1',
  traceparent: `00-${'1'.repeat(32)}-${'2'.repeat(16)}-01`,
  tracestate: 'a=1',
  baggage: 'a=1',
});

it.each(['{}', BROUGHT])(
  'requests and jobs have the same, however many variables were made first: %s',
  async (given) => {
    const [none, ...others] = await Promise.all([0, 60, 70].map((count) => run(count, given)));
    expect(none).toHaveLength(13);
    for (const other of others) expect(other).toEqual(none);
  },
);

it('leaves no hole in a context where another copy of the package made the variables', async () => {
  const [length, kept] = (await runScript(`
    import { createRequire } from 'node:module';
    import { AsyncContext } from './dist/esm/async-context/index.js';
    const own = Array.from({ length: 20 }, () => new AsyncContext.Variable());
    createRequire(process.cwd() + '/')('./dist/cjs/adapter.js');
    const { Tracing } = await import('./dist/esm/adapter.js');
    const { copyContext } = await import('./dist/esm/index.js');
    new Tracing().open({ type: 'http', method: 'GET', path: '/', headers: new Headers() }).start(() => {
      const { root } = copyContext();
      console.log(JSON.stringify([root.length, Object.keys(root).length]));
    });
  `)) as [number, number];
  expect(length).toBeGreaterThan(20);
  expect(kept).toBe(length);
});
