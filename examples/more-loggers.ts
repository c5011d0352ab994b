import { ConsoleLogger } from '@nestjs/common';
import bunyan from 'bunyan';
import { createTask, logContext, TraceCtx } from 'throughline';
import { Logger } from 'tslog';

const write = (record: object): void => console.log(JSON.stringify({ ...logContext(), ...record }));
const log = bunyan.createLogger({ name: 'shop', streams: [{ type: 'raw', stream: { write } }] });

const tslog = new Logger({ type: 'json' }, { context: () => logContext() }); // called for each line

class NestLogger extends ConsoleLogger {
  protected override getJsonLogObject(...args: Parameters<ConsoleLogger['getJsonLogObject']>) {
    return { ...logContext(), ...super.getJsonLogObject(...args) };
  }
}
const nest = new NestLogger({ json: true }); // NestFactory.create(AppModule, { logger: nest })

await createTask(() => {
  TraceCtx.setId('request-1'); // the adapters do that for each request
  log.info({ amount: 7 }, 'card charged');
  tslog.info('card charged');
  nest.log('card charged');
});
