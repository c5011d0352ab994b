import { setTimeout as sleep } from 'node:timers/promises';

import { Injectable, Logger } from '@nestjs/common';

import { Limit } from './limit.js';

export interface Order {
  readonly order: string;
  readonly sku: string;
  readonly quantity: number;
}

@Injectable()
export class OrdersRepository {
  private readonly logger = new Logger(OrdersRepository.name);
  private readonly connections = new Limit(2);
  private readonly rows = new Map<string, Order>();

  async insert(order: Order): Promise<void> {
    await this.connections.run(async () => {
      await sleep(10);
      this.rows.set(order.order, order);
    });
    this.logger.debug(`${order.order} inserted`);
  }

  async find(number: string): Promise<Order | undefined> {
    const order = await this.connections.run(async () => {
      await sleep(10);
      return this.rows.get(number);
    });
    this.logger.debug(`${number} ${order === undefined ? 'not found' : 'found'}`);
    return order;
  }

  history(number: string): Promise<readonly Order[]> {
    return this.connections.run(async () => {
      await sleep(10);
      this.logger.debug(`reads the history of ${number}`);
      return [...this.rows.values()].filter(({ order }) => order === number);
    });
  }
}
