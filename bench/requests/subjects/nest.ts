import 'reflect-metadata';
import type { Server } from 'node:http';

import { Controller, type DynamicModule, Get, Header, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Request, Response } from 'express';
import { throughline } from 'throughline/nest';

import { byHand, readIdByHand } from '../by-hand.js';
import { served } from '../network/served.js';
import { peer, readOurId, type Side, type Sides, TYPE, work } from '../side.js';
import { BARE, BY_HAND, OURS, type Subject } from '../subject.js';

/** Its modules, and middleware for all requests. */
interface Parts {
  push(module: DynamicModule): void;
  use(middleware: (request: Request, response: Response, next: () => void) => void): void;
}

const SIDES: Sides<Parts> = {
  [BARE]: () => ({ install() {} }),
  [BY_HAND]: () => ({
    install: (parts) => parts.use((request, response, next) => byHand(request, response, next)),
    readId: readIdByHand,
  }),
  [OURS]: () => ({ install: (parts) => parts.push(throughline()), readId: readOurId }),
  'nestjs-cls': () => peer('nest', 'nestjs-cls'),
};

/** A server with Nest on Express. */
async function serve(side: Side<Parts>): Promise<Server> {
  const imports: DynamicModule[] = [];
  const middleware: Parameters<Parts['use']>[0][] = [];
  side.install({ push: (module) => void imports.push(module), use: (one) => void middleware.push(one) });

  @Controller()
  class AppController {
    @Get()
    @Header('content-type', TYPE)
    async hello(): Promise<string> {
      return work(side);
    }
  }
  @Module({ imports, controllers: [AppController] })
  class AppModule {}

  const app = await NestFactory.create(AppModule, { logger: ['error', 'warn'] });
  for (const one of middleware) app.use(one);
  await app.init();
  return app.getHttpServer() as Server;
}

export const nest: Subject = {
  name: 'Nest',
  sides: served(SIDES, serve),
  pairs: [
    [OURS, BY_HAND, 1.03],
    [OURS, 'nestjs-cls', 1.02],
  ],
};
