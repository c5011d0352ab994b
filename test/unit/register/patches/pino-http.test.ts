import { createServer, type IncomingMessage } from 'node:http';

import { pino } from 'pino';
import * as pinoHttpModule from 'pino-http';
import { describe, expect, it, onTestFinished } from 'vitest';

import { traced } from '../../../../src/adapters/node-http/index.js';
import { CTX_REQUEST_ID, type TracingOptions } from '../../../../src/index.js';
import { mixin } from '../../../../src/loggers/pino/index.js';
import { isPinoHttp } from '../../../../src/register/patches/known-packages.js';
import { patchPinoHttp } from '../../../../src/register/patches/pino-http.js';
import { LogCapture } from '../../../../src/testing/index.js';
import { listen } from '../../../whole/matrix/harness.js';

const { pinoHttp } = pinoHttpModule;
const correlated = patchPinoHttp(pinoHttp as never) as unknown as typeof pinoHttp & typeof pinoHttpModule;

/** The id that pino-http gives a request, and its lines. */
const send = async (
  options: pinoHttpModule.Options | undefined,
  tracing: TracingOptions = {},
  own?: string,
): Promise<{ id: unknown; out: LogCapture }> => {
  const out = new LogCapture();
  const logger = pino({ mixin }, out);
  const middleware = options === undefined ? correlated(out as never) : correlated({ logger, ...options });
  let id: unknown;
  const { port, close } = await listen(
    createServer(
      traced((request: IncomingMessage, response) => {
        if (own !== undefined) request.id = own;
        middleware(request, response);
        id = request.id;
        request.log.info('handled');
        response.end(CTX_REQUEST_ID.get());
      }, tracing),
    ),
  );
  onTestFinished(close);
  await (await fetch(`http://127.0.0.1:${port}/`, { headers: { 'x-request-id': 'abc' } })).text();
  return { id, out };
};

describe('patchPinoHttp', () => {
  it('is the package as it was, by all its names', () => {
    expect([isPinoHttp(pinoHttp), isPinoHttp(correlated), isPinoHttp(pino)]).toEqual([true, true, false]);
    expect([correlated.pinoHttp, correlated.default]).toEqual([correlated, correlated]);
    expect(correlated.stdSerializers).toBe(pinoHttpModule.stdSerializers);
    expect(correlated({ level: 'silent' }).logger.level).toBe('silent');
  });

  it('gives a request its id, with options, with a stream, or with neither', async () => {
    expect((await send({})).id).toBe('abc');
    expect((await send(undefined)).id).toBe('abc');
  });

  it.each([
    ['the genReqId of the application', { genReqId: () => 'own' }, {}, undefined, 'own'],
    ['the id that the application gave the request', {}, {}, 'own', 'own'],
    ['its own number, where the request is skipped', {}, { skip: () => true }, undefined, 1],
  ])('leaves %s', async (_, options, tracing, own, id) => {
    expect((await send(options, tracing, own)).id).toBe(id);
  });

  it('has the id once in the lines of a logger that is bound to it', async () => {
    const { out } = await send({ quietReqLogger: true, autoLogging: false });
    expect(out.entries).toEqual([expect.objectContaining({ reqId: 'abc' })]);
    expect(out.entries[0]).not.toHaveProperty('request_id');
  });
});
