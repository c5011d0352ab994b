import 'reflect-metadata';
import { setTimeout as sleep } from 'node:timers/promises';
import { Controller, Get, Inject, Injectable, Module, Param } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ContextVar, CTX_REQUEST_ID } from 'throughline';
import { throughline } from 'throughline/nest';

const USER = new ContextVar<string>('user', { default: 'nobody' });

@Injectable()
class Greeter {
  async greet(): Promise<string> {
    await sleep(10);
    return `hello ${USER.get()} (${CTX_REQUEST_ID.get()})\n`;
  }
}

@Controller()
class AppController {
  constructor(@Inject(Greeter) private readonly greeter: Greeter) {}

  @Get(':user')
  async hello(@Param('user') user: string): Promise<string> {
    USER.set(user);
    return this.greeter.greet();
  }
}

@Module({ imports: [throughline()], controllers: [AppController], providers: [Greeter] })
class AppModule {}

const app = await NestFactory.create(AppModule, { logger: ['error', 'warn'] });
await app.listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1');
