import { AsyncLocalStorage } from 'node:async_hooks';
import { Writable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';

import { pino } from 'pino';
import { CTX_REQUEST_METHOD, CTX_REQUEST_PATH, CTX_SPAN_ID, CTX_TRACE_FLAGS, CTX_TRACE_ID, logged } from 'throughline';
import { mixin } from 'throughline/pino';
import { withLogContext } from 'throughline/winston';
import winston from 'winston';

import { FIELDS } from './fields.js';

/** Does this many operations, in the context of a request. */
export type Case = (operations: number) => void | Promise<void>;

/** What one has without this package: the fields in an AsyncLocalStorage. */
export const storage = new AsyncLocalStorage<typeof FIELDS>();

const sink = { write: (): void => {} };

const lines =
  (write: () => void): Case =>
  (operations) => {
    for (let i = 0; i < operations; i++) write();
  };

const pinoLines = (options: pino.LoggerOptions): Case => {
  const logger = pino(options, sink);
  return lines(() => logger.info('card charged'));
};

/** With a line of a child that was just made, as frameworks make one for each request. */
const childLines = (options: pino.LoggerOptions): Case => {
  const logger = pino(options, sink);
  return lines(() => logger.child({ tenant: 't-17' }).info('card charged'));
};

const winstonLogger = (...formats: winston.Logform.Format[]): winston.Logger =>
  winston.createLogger({
    format: winston.format.combine(...formats, winston.format.json()),
    transports: [new winston.transports.Stream({ stream: new Writable({ write: (_, __, done) => done() }) })],
  });

const winstonLines = (logger: winston.Logger): Case => drained(() => logger.info('card charged'));

/** A logger that is a stream keeps what comes faster than it can be written: that would be measured, not a line. */
const drained =
  (write: () => void): Case =>
  async (operations) => {
    for (let i = 0; i < operations; i++) {
      write();
      if (i % 16 === 15) await setImmediate();
    }
  };

/** Leaves the request id alone in the lines. */
function logIdAlone(): void {
  for (const variable of [CTX_TRACE_ID, CTX_SPAN_ID, CTX_REQUEST_METHOD, CTX_REQUEST_PATH]) {
    logged(variable, { field: false });
  }
  logged(CTX_TRACE_FLAGS, { field: false });
}

/** Each is made in a process of its own. */
export const CASES = {
  'pino, plain line': () => pinoLines({}),
  'pino, the same fields by hand': () => {
    const logger = pino({}, sink);
    return lines(() => logger.info({ ...FIELDS }, 'card charged'));
  },
  'pino, a child that is bound to them': () => {
    const child = pino({}, sink).child(FIELDS);
    return lines(() => child.info('card charged'));
  },
  'pino, mixin': () => pinoLines({ mixin }),
  'pino, mixin over AsyncLocalStorage': () => pinoLines({ mixin: () => ({ ...storage.getStore() }) }),
  'pino, mixin of the id alone': () => {
    logIdAlone();
    return pinoLines({ mixin });
  },
  'pino, mixin of the id over AsyncLocalStorage': () =>
    pinoLines({ mixin: () => ({ request_id: storage.getStore()?.request_id }) }),
  'pino, a child for each line': () => childLines({}),
  'pino, mixin, a child for each line': () => childLines({ mixin }),
  'pino, mixin over AsyncLocalStorage, a child for each line': () =>
    childLines({ mixin: () => ({ ...storage.getStore() }) }),

  'winston, plain line': () => winstonLines(winstonLogger()),
  'winston, the same fields by hand': () => {
    const logger = winstonLogger();
    return drained(() => logger.info('card charged', { ...FIELDS }));
  },
  'winston, withLogContext': () => winstonLines(withLogContext(winstonLogger())),
  'winston, a format over AsyncLocalStorage': () =>
    winstonLines(winstonLogger(winston.format((info) => Object.assign(info, storage.getStore()))())),
} satisfies Record<string, () => Case>;

export type CaseName = keyof typeof CASES;
