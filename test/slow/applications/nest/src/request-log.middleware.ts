import { Injectable, Logger, type NestMiddleware } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';

@Injectable()
export class RequestLogMiddleware implements NestMiddleware {
  private readonly logger = new Logger('HTTP');

  use(request: Request, response: Response, next: NextFunction): void {
    const { method, originalUrl } = request;
    response.on('finish', () => this.logger.log(`${method} ${originalUrl} ${response.statusCode}`));
    response.on('close', () => {
      if (!response.writableFinished) this.logger.warn(`${method} ${originalUrl} given up`);
    });
    next();
  }
}
