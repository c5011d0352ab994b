// A message that a microservice of Nest handles goes on with the id and the trace of who sent it, by an interceptor.
import 'reflect-metadata';
import {
  type CallHandler,
  Controller,
  type ExecutionContext,
  Injectable,
  Module,
  type NestInterceptor,
  UseInterceptors,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  ClientProxyFactory,
  MessagePattern,
  type MicroserviceOptions,
  type NatsContext,
  NatsRecordBuilder,
  Transport,
} from '@nestjs/microservices';
import { headers } from '@nats-io/transport-node';
import { firstValueFrom, Observable } from 'rxjs';
import { logContext } from 'throughline';
import { runJob } from 'throughline/jobs';
import { inject } from 'throughline/propagation';

const log = (message: string): void => console.log(JSON.stringify({ message, ...logContext() }));
const servers = [process.env['NATS_URL'] ?? 'nats://127.0.0.1:4222'];

@Injectable()
class Jobs implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const name = context.getHandler().name;
    const from = context.switchToRpc().getContext<NatsContext>().getHeaders();
    return new Observable((subscriber) => {
      // The job is over when the last answer has been given.
      const answered = (): Promise<unknown> => next.handle().forEach((answer) => subscriber.next(answer));
      runJob({ name, from }, answered).then(
        () => subscriber.complete(),
        (error: unknown) => subscriber.error(error),
      );
    });
  }
}

@Controller()
@UseInterceptors(Jobs)
class Orders {
  @MessagePattern('example.charge')
  charge(order: string): string {
    log(`charging ${order}`);
    return 'charged';
  }
}

@Module({ controllers: [Orders] })
class App {}

const options = { transport: Transport.NATS, options: { servers } } as const;
const app = await NestFactory.createMicroservice<MicroserviceOptions>(App, { ...options, logger: false });
await app.listen();
const client = ClientProxyFactory.create(options);

await runJob({ name: 'sender' }, async () => {
  log('calling');
  const record = new NatsRecordBuilder('order-1').setHeaders(inject(headers())).build();
  log(await firstValueFrom(client.send<string>('example.charge', record)));
});
await client.close();
await app.close();
