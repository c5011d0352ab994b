import { expect, it } from 'vitest';

import { CTX_REQUEST_ID } from '../../../../src/index.js';
import { serve } from '../../../support/serve.js';

it('trailers of the request are there at its end, and those of the response go out, under one id', async () => {
  const { raw, ended } = await serve((request, response) => {
    response.setHeader('trailer', 'x-seen');
    request.resume().on('end', () => {
      response.write('body');
      response.addTrailers({ 'x-seen': `${request.trailers['x-sent']} ${CTX_REQUEST_ID.get()}` });
      response.end();
    });
  });
  const answer = await raw(
    'POST / HTTP/1.1',
    'host: a',
    'connection: close',
    'x-request-id: abc',
    'transfer-encoding: chunked',
    '',
    '5',
    'hello',
    '0',
    'x-sent: yes',
    '',
    '',
  );
  expect(answer).toMatch(/\r\nx-request-id: abc\r\n/);
  expect(answer).toMatch(/\r\n0\r\nx-seen: yes abc\r\n\r\n$/);
  expect(ended.map(({ error }) => error)).toEqual([undefined]);
});
