import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';
import { fileURLToPath } from 'node:url';

import { expect, it } from 'vitest';

import { traced } from '../../../../../src/adapters/node-http/index.js';
import { serve } from './serve.js';

const FILE = fileURLToPath(import.meta.url);

it('the id goes out where a listener of the compatibility API answers through the stream, once', async () => {
  const { request, ended } = await serve((server, options) => {
    server.on(
      'request',
      traced<Http2ServerRequest, Http2ServerResponse>(({ url }, { stream }) => {
        if (url === '/file') stream.respondWithFile(FILE, { 'content-type': 'text/plain' });
        else {
          stream.respond({ ':status': 201 });
          stream.end('hello');
        }
      }, options),
    );
  });
  const [answer, file] = [await request('/', 'abc'), await request('/file', 'def')];
  expect([answer.headers[':status'], answer.headers['x-request-id'], answer.body]).toEqual([201, 'abc', 'hello']);
  expect([file.headers['x-request-id'], file.headers['content-type']]).toEqual(['def', 'text/plain']);
  expect(ended.map(({ requestId, error }) => [requestId, error])).toEqual([
    ['abc', undefined],
    ['def', undefined],
  ]);
});
