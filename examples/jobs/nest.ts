// Jobs of Nest: a worker of BullMQ, and methods that @Cron and @Interval call.
import 'reflect-metadata';
import { BullModule, InjectQueue, Processor, WorkerHost } from '@nestjs/bullmq';
import { Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Cron, Interval, ScheduleModule } from '@nestjs/schedule';
import type { Job, Queue } from 'bullmq';
import { logContext } from 'throughline';
import { headersOf, telemetry } from 'throughline/bullmq';
import { runJob } from 'throughline/jobs';

const log = (message: string): void => console.log(JSON.stringify({ message, ...logContext() }));
const connection = { url: process.env['REDIS_URL'] ?? 'redis://127.0.0.1:6379' };

@Injectable()
class Reports {
  constructor(@InjectQueue('example-nest') private readonly orders: Queue) {}

  @Cron('* * * * * *')
  nightly(): Promise<void> {
    return runJob({ name: 'nightly-report' }, async () => {
      log('reporting');
      await this.orders.add('charge', { order: 1 }, { removeOnComplete: true });
    });
  }

  @Interval(1000)
  cleanUp(): void {
    runJob({ name: 'clean-up' }, () => log('cleaning up'));
  }
}

@Processor('example-nest')
class Orders extends WorkerHost {
  process(job: Job): Promise<void> {
    return runJob({ name: job.name, from: headersOf(job) }, async () => log('charging'));
  }
}

@Module({
  imports: [
    BullModule.forRoot({ connection, telemetry }),
    BullModule.registerQueue({ name: 'example-nest' }),
    ScheduleModule.forRoot(),
  ],
  providers: [Reports, Orders],
})
class App {}

const app = await NestFactory.createApplicationContext(App, { logger: false });
await new Promise((resolve) => setTimeout(resolve, 2500));
await app.close();
