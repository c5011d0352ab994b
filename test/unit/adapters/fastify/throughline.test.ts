import type { AddressInfo } from 'node:net';

import fastify from 'fastify';
import { expect, it, onTestFinished } from 'vitest';

import { throughline } from '../../../../src/adapters/fastify/index.js';
import { CTX_REQUEST_ID } from '../../../../src/index.js';

const app = async (host: string): Promise<{ readonly ports: readonly number[] }> => {
  const instance = fastify();
  onTestFinished(() => instance.close());
  instance.register(throughline());
  instance.get('/:name', async () => CTX_REQUEST_ID.get());
  await instance.listen({ host, port: 0 });
  return { ports: instance.addresses().map((address) => (address as AddressInfo).port) };
};

it.each([
  ['a path that cannot be decoded', '/%ZZ', 400],
  ['a parameter that is too long', `/${'x'.repeat(500)}`, 414],
  ['a path that leads nowhere', '/a/b', 404],
])('has the id on the answer to %s', async (_, path, status) => {
  const { ports } = await app('127.0.0.1');
  const response = await fetch(`http://127.0.0.1:${ports[0]}${path}`, { headers: { 'x-request-id': 'abc' } });
  expect([response.status, response.headers.get('x-request-id')]).toEqual([status, 'abc']);
});

it('traces the requests of every address that it listens on', async () => {
  const { ports } = await app('localhost');
  for (const port of ports) {
    const response = await fetch(`http://localhost:${port}/a`, { headers: { 'x-request-id': 'abc' } });
    expect([await response.text(), response.headers.get('x-request-id')]).toEqual(['abc', 'abc']);
  }
});
