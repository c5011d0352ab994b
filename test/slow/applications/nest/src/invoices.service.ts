import { setTimeout as sleep } from 'node:timers/promises';

import { type BeforeApplicationShutdown, Injectable, Logger, type OnModuleInit } from '@nestjs/common';

@Injectable()
export class InvoicesService implements OnModuleInit, BeforeApplicationShutdown {
  private readonly logger = new Logger(InvoicesService.name);
  private readonly orders: string[] = [];
  private timer: NodeJS.Timeout | undefined;

  add(order: string): void {
    this.orders.push(order);
  }

  onModuleInit(): void {
    this.timer = setInterval(() => void this.work(), 5);
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.work();
    this.logger.log('stopped');
  }

  private async work(): Promise<void> {
    for (const order of this.orders.splice(0)) {
      await sleep(1);
      this.logger.log(`invoice of ${order} written`);
    }
  }
}
