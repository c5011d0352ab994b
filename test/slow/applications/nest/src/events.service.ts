import { EventEmitter } from 'node:events';

import { Inject, Injectable, Logger } from '@nestjs/common';

import { AuditService } from './audit.service.js';
import { InvoicesService } from './invoices.service.js';

@Injectable()
export class EventsService extends EventEmitter {
  private readonly logger = new Logger(EventsService.name);

  constructor(
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(InvoicesService) private readonly invoices: InvoicesService,
  ) {
    super();
    this.on('placed', (order: string) => this.placed(order));
    this.on('attached', (order: string) => this.audit.record(order, 'attached'));
    this.on('cancel', (order: string, fail: (error: Error) => void) => {
      setTimeout(() => {
        this.logger.warn(`the warehouse does not answer for ${order}`);
        fail(new Error(`no answer for ${order}`));
      }, 1);
    });
  }

  private placed(order: string): void {
    this.logger.log(`${order} is confirmed by mail`);
    this.audit.record(order, 'placed');
    this.invoices.add(order);
    setTimeout(() => this.logger.log(`${order} needs a reminder`), 30);
  }
}
