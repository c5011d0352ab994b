import { Readable } from 'node:stream';

import type { Type } from '@nestjs/common';

import type { Nest } from '../../support/frameworks/load-nest.js';
import { chunks, echo, fail, failLater, leaveBehind } from './routes.js';

/** The routes of the matrix, but for those that read bodies with parsers, as a controller of this Nest. */
export function nestController({ common }: Nest): Type {
  const { Body, Controller, Get, HttpCode, Post, StreamableFile } = common;

  @Controller()
  class MatrixController {
    @Post(['echo', 'listen'])
    @HttpCode(200)
    echo(@Body() body: string | undefined): Promise<string> {
      return echo(body);
    }
    @Get('late')
    late(): string {
      return leaveBehind();
    }
    @Get('throw')
    throw(): never {
      return fail();
    }
    @Get('reject')
    reject(): Promise<never> {
      return failLater();
    }
    @Get('stream')
    stream(): object {
      return new StreamableFile(Readable.from(chunks()));
    }
    @Get('endless')
    endless(): object {
      return new StreamableFile(Readable.from(chunks(true)));
    }
    @Get('empty')
    @HttpCode(204)
    empty(): void {}
    @Get('same')
    @HttpCode(304)
    same(): void {}
  }
  return MatrixController;
}
