import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Controller, Get, Inject, Injectable, Module, Param } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ClsModule, ClsService } from 'nestjs-cls';

@Injectable()
class Greeter {
  constructor(@Inject(ClsService) private readonly cls: ClsService) {}

  async greet(): Promise<string> {
    await sleep(10);
    return `hello ${this.cls.get('user')} (${this.cls.getId()})\n`;
  }
}

@Controller()
class AppController {
  constructor(
    @Inject(Greeter) private readonly greeter: Greeter,
    @Inject(ClsService) private readonly cls: ClsService,
  ) {}

  @Get(':user')
  async hello(@Param('user') user: string): Promise<string> {
    this.cls.set('user', user);
    return this.greeter.greet();
  }
}

const clsModule = ClsModule.forRoot({
  global: true,
  middleware: {
    mount: true,
    generateId: true,
    idGenerator: (request) => request.headers['x-request-id'] ?? randomUUID(),
  },
});

@Module({ imports: [clsModule], controllers: [AppController], providers: [Greeter] })
class AppModule {}

const app = await NestFactory.create(AppModule, { logger: ['error', 'warn'] });
await app.listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1');
