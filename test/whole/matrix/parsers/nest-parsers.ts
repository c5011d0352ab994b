import multipart from '@fastify/multipart';
import type { Type } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { FastifyInstance, FastifyRequest } from 'fastify';

import type { Nest } from '../../../support/frameworks/load-nest.js';
import { multerOptions } from '../multer-upload.js';
import { readingOf } from '../reading.js';

/** The part of `NestFastifyApplication` that is needed: it is not installed in the root. */
export interface NestFastify {
  register(plugin: unknown): Promise<unknown>;
  getHttpAdapter(): { getInstance(): FastifyInstance };
  useBodyParser(
    type: string,
    options: object,
    parser: (request: object, body: Buffer, done: (error: Error | null, body: unknown) => void) => void,
  ): unknown;
}

function answer(request: object, { text = '' }: { text?: string } = {}): string {
  readingOf(request).note(text.length);
  return readingOf(request).answer();
}

/** Adds the parsers of Nest on Express. */
export function addNestExpressParsers(app: NestExpressApplication): void {
  const options = { limit: '1mb', verify: (request: object): void => readingOf(request).note() };
  app.useBodyParser('json', options);
  app.useBodyParser('urlencoded', { ...options, extended: false });
  app.useBodyParser('text', { limit: '1mb' });
}

/** Adds the parsers of Nest on Fastify, one of them our own, and @fastify/multipart. */
export async function addNestFastifyParsers(app: NestFastify): Promise<void> {
  await app.register(multipart);
  app.useBodyParser('application/x-www-form-urlencoded', {}, (request, body, done) => {
    readingOf(request).note();
    done(null, { text: new URLSearchParams(body.toString()).get('text') });
  });
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('preValidation', async (request) => readingOf(request).note());
}

/** The routes that read bodies, as a controller of this Nest. */
export function nestParsersController({ common, FileInterceptor }: Nest, platform: 'Express' | 'Fastify'): Type {
  const { Body, Controller, HttpCode, Post, Req, UseInterceptors } = common;
  const interceptors = platform === 'Express' ? [FileInterceptor('file', multerOptions as object)] : [];

  @Controller()
  class ParsersController {
    @Post(['json', 'form'])
    @HttpCode(200)
    parse(@Req() request: object, @Body() body: object): string {
      return answer(request, body);
    }
    @Post('upload')
    @HttpCode(200)
    @UseInterceptors(...interceptors)
    async upload(@Req() request: FastifyRequest): Promise<string> {
      const reading = readingOf(request);
      if (platform === 'Fastify') {
        const file = await request.file();
        reading.note();
        for await (const chunk of file?.file ?? []) reading.note((chunk as Buffer).length);
      }
      return reading.answer();
    }
  }
  return ParsersController;
}
