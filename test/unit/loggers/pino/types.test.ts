import type { IncomingMessage, ServerResponse } from 'node:http';

import { type Logger, type LoggerOptions, pino } from 'pino';
import { type Logger as Logger9, pino as pino9 } from 'pino9';
import { type HttpLogger, type Options, pinoHttp } from 'pino-http';
import { expect, expectTypeOf, it } from 'vitest';

import { genReqId, mixin } from '../../../../src/loggers/pino/index.js';

const customLevels = { audit: 35 };
const silent = { write: (): void => {} };

it('mixin leaves it to pino which levels a logger has', () => {
  const plain: Logger = pino({ mixin }, silent);
  const audited: Logger<'audit'> = pino({ mixin, customLevels }, silent);
  const options: LoggerOptions<'audit'> = { mixin: (...args) => ({ ...mixin(...args), release: 1 }), customLevels };
  const mixed: Logger<'audit'> = pino(options, silent);
  const plain9: Logger9 = pino9({ mixin }, silent);
  const audited9: Logger9<'audit'> = pino9({ mixin, customLevels }, silent);
  expectTypeOf(pino({ mixin }, silent)).toEqualTypeOf<Logger>();
  expectTypeOf(pino9({ mixin }, silent)).toEqualTypeOf<Logger9>();
  for (const { audit } of [audited, mixed, audited9]) expect(audit).toBeTypeOf('function');
  for (const { info } of [plain, plain9]) expect(info).toBeTypeOf('function');
});

it('mixin and genReqId are options of pino-http', () => {
  const options: Options = { mixin, genReqId };
  const plain: HttpLogger = pinoHttp({ ...options, level: 'silent' });
  const audited: HttpLogger<IncomingMessage, ServerResponse, 'audit'> = pinoHttp({ mixin, genReqId, customLevels });
  expect(plain.logger.info).toBeTypeOf('function');
  expect(audited.logger.audit).toBeTypeOf('function');
});
