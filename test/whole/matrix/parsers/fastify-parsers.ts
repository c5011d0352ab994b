import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';

import { readingOf } from '../reading.js';

function answer(request: FastifyRequest): string {
  const { text = '' } = (request.body ?? {}) as { text?: string };
  readingOf(request).note(text.length);
  return readingOf(request).answer();
}

/** Adds the routes that read bodies, with the parsers of Fastify, with one of our own, and with @fastify/multipart. */
export async function addFastifyParsers(app: FastifyInstance): Promise<void> {
  await app.register(multipart);
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (request, body, done) => {
    readingOf(request).note();
    done(null, { text: new URLSearchParams(body as string).get('text') });
  });
  const preValidation = async (request: FastifyRequest): Promise<void> => readingOf(request).note();
  app.post('/json', { preValidation }, async (request) => answer(request));
  app.post('/form', { preValidation }, async (request) => answer(request));
  app.post('/upload', async (request) => {
    const reading = readingOf(request);
    const file = await request.file();
    reading.note();
    for await (const chunk of file?.file ?? []) reading.note((chunk as Buffer).length);
    return reading.answer();
  });
}
