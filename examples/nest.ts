import 'reflect-metadata';
import { setTimeout as sleep } from 'node:timers/promises';
import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CTX_REQUEST_ID } from 'throughline';
import { throughline } from 'throughline/nest';

@Controller()
class AppController {
  @Get()
  async hello(): Promise<string> {
    await sleep(10);
    console.log(`${CTX_REQUEST_ID.get()} hello`);
    return 'hello\n';
  }
}

@Module({ imports: [throughline()], controllers: [AppController] })
class AppModule {}

const app = await NestFactory.create(AppModule, { logger: ['error', 'warn'] });
await app.listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1');
