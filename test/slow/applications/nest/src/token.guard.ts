import { setTimeout as sleep } from 'node:timers/promises';

import { type CanActivate, type ExecutionContext, Injectable, Logger, UnauthorizedException } from '@nestjs/common';
import type { Request } from 'express';

const clients = new Map([['secret-token', 'shop']]);

@Injectable()
export class TokenGuard implements CanActivate {
  private readonly logger = new Logger(TokenGuard.name);

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Request>();
    const token = request.get('authorization')?.split(' ')[1] ?? '';
    await sleep(1);
    const client = clients.get(token);
    if (client === undefined) throw new UnauthorizedException('token unknown');
    this.logger.debug(`${client} may use ${request.originalUrl}`);
    return true;
  }
}
