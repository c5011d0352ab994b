import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { Request, Response } from 'express';

@Catch()
export class AllExceptionsFilter implements ExceptionFilter {
  private readonly logger = new Logger(AllExceptionsFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<Request>();
    const response = http.getResponse<Response>();
    if (error instanceof HttpException) {
      this.logger.warn(`${request.originalUrl} refused: ${error.message} (${request.get('user-agent')})`);
      response.status(error.getStatus()).json({ error: error.message });
      return;
    }
    this.logger.error(`${request.originalUrl} failed`, (error as Error).stack);
    response.status(500).json({ error: 'internal error' });
  }
}
