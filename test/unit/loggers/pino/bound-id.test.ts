import { pino } from 'pino';
import { expect, it } from 'vitest';

import { mixin } from '../../../../src/loggers/pino/index.js';
import { LogCapture } from '../../../../src/testing/index.js';
import { FIELDS, inRequest } from '../in-request.js';

const ID = FIELDS.request_id;

it.each<[string, object[], boolean]>([
  ['its id as reqId', [{ reqId: ID }], false],
  ['it, and more after it', [{ reqId: ID }, { part: 'cart' }], false],
  ['it, and an object that has another', [{ reqId: ID }, { query: { a: 1, reqId: 'x' } }], false],
  ['another id', [{ reqId: 'req-1' }], true],
  ['a longer one', [{ reqId: `${ID}1` }], true],
  ['its id by another name', [{ tenant: ID }], true],
  ['its id within an object', [{ query: { a: 1, reqId: ID } }], true],
  ['its id within a text', [{ text: `,"reqId":"${ID}"` }], true],
  ['nothing', [], true],
])('a line of a logger that is bound to %s', async (_, bindings, hasField) => {
  const out = new LogCapture();
  const logger = bindings.reduce<pino.Logger>((parent, each) => parent.child(each), pino({ mixin }, out));
  await inRequest(() => {
    logger.info('once');
    logger.info('and again');
  });
  for (const entry of out.entries) expect('request_id' in entry).toBe(hasField);
  expect(out.entries).toHaveLength(2);
});
