import { setTimeout as sleep } from 'node:timers/promises';

import { Inject, Injectable, Logger } from '@nestjs/common';

import { EventsService } from './events.service.js';
import type { NewOrder } from './new-order.pipe.js';
import { type Order, OrdersRepository } from './orders.repository.js';
import { PricesService } from './prices.service.js';
import { RatesService } from './rates.service.js';

@Injectable()
export class OrdersService {
  private readonly logger = new Logger(OrdersService.name);

  constructor(
    @Inject(OrdersRepository) private readonly repository: OrdersRepository,
    @Inject(PricesService) private readonly prices: PricesService,
    @Inject(RatesService) private readonly rates: RatesService,
    @Inject(EventsService) private readonly events: EventsService,
  ) {}

  async place({ note, ...order }: NewOrder): Promise<{ order: string; total: number }> {
    const price = await this.prices.priceOf(order.order, order.sku);
    await this.repository.insert(order);
    this.logger.log(`${order.order} placed, note: ${note}`);
    this.events.emit('placed', order.order);
    setTimeout(() => this.logger.debug(`${order.order} counted in the totals`), 10);
    return { order: order.order, total: price * order.quantity };
  }

  attach(order: string, bytes: number): void {
    this.logger.log(`${order} has an attachment of ${bytes} bytes`);
    this.events.emit('attached', order);
  }

  find(order: string): Promise<Order | undefined> {
    return this.repository.find(order);
  }

  async history(order: string): Promise<readonly Order[]> {
    const rows = await this.repository.history(order);
    this.logger.debug(`${order} has a history of ${rows.length}`);
    return rows;
  }

  async quote(order: string): Promise<{ order: string; euro: number }> {
    const [rates, price] = await Promise.all([this.rates.ratesFor(order), this.prices.priceOf(order, 'quote')]);
    this.logger.log({ message: 'quoted', order });
    return { order, euro: price * rates.euro };
  }

  async *lines(order: string): AsyncGenerator<string> {
    try {
      for (let line = 1; line <= 5; line++) {
        this.logger.verbose(`${order} exports line ${line}`);
        yield `${JSON.stringify({ order, line })}\n`;
        await sleep(4);
      }
    } finally {
      this.logger.verbose(`${order} is exported`);
    }
  }

  async cancel(order: string, how: string): Promise<void> {
    if (how === 'async') {
      await this.repository.find(order);
      throw new Error(`cannot cancel ${order}`);
    }
    await new Promise<void>((_resolve, reject) => this.events.emit('cancel', order, reject));
  }
}
