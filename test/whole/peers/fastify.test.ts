import fastify, { type FastifyServerOptions } from 'fastify';
import { expect, it } from 'vitest';

const ANY = 'not an id; <b>';

/** The `request.id` of a request that brings `x-request-id`. */
async function idOf(options: FastifyServerOptions): Promise<string> {
  const app = fastify(options);
  app.get('/', async (request) => request.id);
  return (await app.inject({ url: '/', headers: { 'x-request-id': ANY } })).body;
}

it("Fastify's own request.id ignores x-request-id, and with requestIdHeader takes any value", async () => {
  expect(await idOf({})).toBe('req-1');
  expect(await idOf({ requestIdHeader: 'x-request-id' })).toBe(ANY);
});
