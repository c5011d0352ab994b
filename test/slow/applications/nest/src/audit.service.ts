import { Injectable, Logger } from '@nestjs/common';

/** Writes what was done as a stream of its own would: one entry after the other. */
@Injectable()
export class AuditService {
  private readonly logger = new Logger(AuditService.name);
  private last = Promise.resolve();

  record(order: string, what: string): void {
    this.last = this.last.then(() => this.logger.log(`${order} ${what}`));
  }
}
