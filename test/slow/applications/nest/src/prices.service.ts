import { setTimeout as sleep } from 'node:timers/promises';

import { Injectable, Logger } from '@nestjs/common';

@Injectable()
export class PricesService {
  private readonly logger = new Logger(PricesService.name);
  private readonly prices = new Map<string, Promise<number>>();

  async priceOf(order: string, sku: string): Promise<number> {
    let price = this.prices.get(sku);
    if (price === undefined) {
      price = this.load(sku);
      this.prices.set(sku, price);
      setTimeout(() => this.prices.delete(sku), 25);
    }
    const value = await price;
    this.logger.debug(`${order} costs ${value}`);
    return value;
  }

  private async load(sku: string): Promise<number> {
    await sleep(5);
    this.logger.debug(`loaded the price of ${sku}`);
    return 100 + sku.length;
  }
}
