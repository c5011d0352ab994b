import { request } from 'node:http';
import { json } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';

import { Injectable, Logger } from '@nestjs/common';

interface Rates {
  readonly euro: number;
}

@Injectable()
export class RatesService {
  private readonly logger = new Logger(RatesService.name);

  async ratesFor(order: string): Promise<Rates> {
    for (let attempt = 1; attempt <= 3; attempt++) {
      try {
        return await this.ask(`${order}.r${attempt}`);
      } catch (error) {
        this.logger.warn(`${order}, attempt ${attempt}: ${(error as Error).message}`);
        await sleep(attempt * 3);
      }
    }
    throw new Error('no rates');
  }

  private ask(reference: string): Promise<Rates> {
    const port = process.env['PORT'] ?? 3000;
    return new Promise((resolve, reject) => {
      const outgoing = request(
        `http://127.0.0.1:${port}/internal/rates/${reference}`,
        { method: 'GET' },
        (response) => {
          this.logger.verbose(`${reference} answered with ${response.statusCode}`);
          if (response.statusCode === 200) return void json(response).then((rates) => resolve(rates as Rates), reject);
          response.resume();
          reject(new Error(`status ${response.statusCode}`));
        },
      );
      outgoing.on('error', reject);
      outgoing.end();
    });
  }
}
