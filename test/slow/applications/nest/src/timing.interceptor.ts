import { type CallHandler, type ExecutionContext, Injectable, Logger, type NestInterceptor } from '@nestjs/common';
import type { Request } from 'express';
import { type Observable, tap } from 'rxjs';

@Injectable()
export class TimingInterceptor implements NestInterceptor {
  private readonly logger = new Logger(TimingInterceptor.name);

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { originalUrl } = context.switchToHttp().getRequest<Request>();
    const started = performance.now();
    return next.handle().pipe(
      tap({
        next: () => this.logger.debug(`${originalUrl} took ${Math.round(performance.now() - started)} ms`),
        error: () => this.logger.debug(`${originalUrl} failed after ${Math.round(performance.now() - started)} ms`),
      }),
    );
  }
}
