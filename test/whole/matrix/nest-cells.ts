import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { ArgumentsHost, INestApplication } from '@nestjs/common';
import type { AbstractHttpAdapter } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Response } from 'express';

import { throughline } from '../../../src/adapters/nest/index.js';
import { traced } from '../../../src/adapters/node-http/index.js';
import { CTX_REQUEST_ID } from '../../../src/index.js';
import { loadNest, type Nest } from '../../support/frameworks/load-nest.js';
import { type Cell, register, SERVER_OPTIONS, type Started } from './harness.js';
import { hear } from './hear.js';
import { nestController } from './nest-controller.js';
import {
  addNestExpressParsers,
  addNestFastifyParsers,
  type NestFastify,
  nestParsersController,
} from './parsers/nest-parsers.js';

function nestCell(version: 11 | 12, platform: 'Express' | 'Fastify'): Cell {
  return {
    name: `Nest ${version} on ${platform}`,
    errorsUnseen: 'Nest answers exceptions itself, and tells no module of them',
    async start(options, registered) {
      const imports: object[] = [];
      register(registered, () => imports.push(throughline(options)));
      const nest = await loadNest(`nest-${version}`);
      const serverOf = (listener: RequestListener): Server =>
        createServer(SERVER_OPTIONS, registered === 'around too' ? traced(listener, options) : listener);
      const app = await nest.core.NestFactory.create(
        rootModule(nest, imports, [nestController(nest), nestParsersController(nest, platform)]),
        platform === 'Express' ? expressAdapter(nest, serverOf) : new nest.FastifyAdapter({ serverFactory: serverOf }),
        { logger: false, abortOnError: false, bodyParser: false },
      );
      if (platform === 'Express') prepareExpress(app as NestExpressApplication);
      else await prepareFastify(app as unknown as NestFastify);
      app.useGlobalFilters({ catch: (error, host) => answerError(nest, error, host) });
      return listening(app);
    },
  };
}

function rootModule({ common: { Module } }: Nest, imports: object[], controllers: (new () => object)[]): object {
  @Module({ imports: imports as [], controllers })
  class RootModule {}
  return RootModule;
}

/** Nest's adapter takes no options for a server of HTTP. */
function expressAdapter(
  { ExpressAdapter }: Nest,
  serverOf: (listener: RequestListener) => Server,
): AbstractHttpAdapter {
  class Adapter extends ExpressAdapter {
    override initHttpServer(): void {
      this.httpServer = serverOf(this.getInstance<RequestListener>());
    }
  }
  return new Adapter();
}

function prepareExpress(app: NestExpressApplication): void {
  app.use('/listen', (request: IncomingMessage, response: ServerResponse, next: () => void) => {
    hear(request, response);
    next();
  });
  addNestExpressParsers(app);
}

/** Listens right before the parsers: what listens to `data` earlier takes it from them. */
async function prepareFastify(app: NestFastify): Promise<void> {
  await addNestFastifyParsers(app);
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('preParsing', (request, reply, _payload, done) => {
    if (request.url === '/listen') hear(request.raw, reply.raw);
    done();
  });
}

function answerError({ common: { HttpException } }: Nest, error: unknown, host: ArgumentsHost): void {
  const response = host.switchToHttp().getResponse<Response>(); // or Fastify's reply, which has these methods too
  response
    .status(error instanceof HttpException ? error.getStatus() : 500)
    .send(`handled under ${CTX_REQUEST_ID.get()}`);
}

async function listening(app: INestApplication): Promise<Started> {
  const server = (await app.listen(0, '127.0.0.1')) as Server;
  return {
    port: (server.address() as AddressInfo).port,
    server,
    async close() {
      server.closeAllConnections();
      await app.close();
    },
  };
}

export const NEST_CELLS: readonly Cell[] = [
  nestCell(12, 'Express'),
  nestCell(12, 'Fastify'),
  nestCell(11, 'Express'),
  nestCell(11, 'Fastify'),
];
