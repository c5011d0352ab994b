import { expect, it } from 'vitest';

import { runExample } from './run-example.js';
import { startExample } from './start-example.js';

const COMMONJS = ['commonjs/express.cjs', 'commonjs/koa.cjs', 'commonjs/fastify.cjs'];

it.each(['express', 'koa', 'fastify', 'hono', 'h3', 'nest', 'hapi', 'fetch', ...COMMONJS])(
  '%s: each of 20 requests at once logs its own id',
  async (name) => {
    const { url, printed } = await startExample(name);
    const ids = Array.from({ length: 20 }, (_, i) => `id-${i}`);
    const answers = await Promise.all(ids.map((id) => fetch(url, { headers: { 'x-request-id': id } })));
    expect(answers.map(({ headers }) => headers.get('x-request-id'))).toEqual(ids);
    expect((await printed(21)).toSorted()).toEqual([...ids, 'start'].map((id) => `${id} hello`).toSorted());
  },
);

it('own-adapter: a third party can write one', async () => {
  const lines = await runExample('own-adapter');
  expect(lines.slice(0, 3)).toEqual(
    expect.arrayContaining(['aaa /a', 'bbb /b', expect.stringMatching(/^[0-9a-f]{32} \/c$/)]),
  );
  expect(lines.slice(3)).toEqual(['answered true', 'answered true', 'answered true']);
});

it('load-balancers: the id is that of AWS or of Google Cloud, and a client cannot choose it', async () => {
  const { url } = await startExample('load-balancers');
  const ask = async (headers: Record<string, string>): Promise<string | null> =>
    (await fetch(url, { headers: { 'x-request-id': 'chosen', ...headers } })).headers.get('x-request-id');
  const answers = await Promise.all([
    ask({ 'x-amzn-trace-id': 'Self=1-67891234-12456789abcdef0123456789;Root=1-67891233-abcdef012345678912345678' }),
    ask({ 'x-cloud-trace-context': '105445aa7843bc8bf206b12000100000/1;o=1' }),
    ask({ 'x-cloud-trace-context': '105445aa7843bc8bf206b12000100000ff' }),
  ]);
  expect(answers).toEqual([
    '67891233abcdef012345678912345678',
    '105445aa7843bc8bf206b12000100000',
    expect.stringMatching(/^(?!105445aa)[0-9a-f]{32}$/),
  ]);
});
