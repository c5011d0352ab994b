import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { All, Controller, Module, Req, Res } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ClsModule, ClsServiceManager } from 'nestjs-cls';
import { port, watchAll } from './watch.js';

const readId = () => ClsServiceManager.getClsService().getId();

class AppController {
  async answer(request, response) {
    await watchAll(request, response, readId);
    response.end('done\n');
  }
}
const { prototype } = AppController;
All('/{*path}')(prototype, 'answer', Object.getOwnPropertyDescriptor(prototype, 'answer'));
Req()(prototype, 'answer', 0);
Res()(prototype, 'answer', 1);
Controller()(AppController);

class AppModule {} // oxlint-disable-line typescript/no-extraneous-class
Module({
  imports: [
    ClsModule.forRoot({
      global: true,
      middleware: {
        mount: true,
        generateId: true,
        idGenerator: (request) => request.headers['x-request-id'] ?? randomUUID(),
      },
    }),
  ],
  controllers: [AppController],
})(AppModule);

const app = await NestFactory.create(AppModule, { logger: false, bodyParser: false });
await app.listen(port, '127.0.0.1');
