// A process for one case, so that the compiler knows no other. It runs the rounds that it is told to run.
import {
  createTask,
  CTX_REQUEST_ID,
  CTX_REQUEST_METHOD,
  CTX_REQUEST_PATH,
  CTX_SPAN_ID,
  CTX_TRACE_FLAGS,
  CTX_TRACE_ID,
} from 'throughline';

import { answer } from '../measure/answer.js';
import { type CaseName, CASES, storage } from './cases.js';
import { FIELDS, ID } from './fields.js';

const run = CASES[process.argv[2] as CaseName]();

answer((operations: number) => createTask(() => storage.run(FIELDS, take, operations)));

/** The nanoseconds that a round takes, in the context of a request. */
async function take(operations: number): Promise<number> {
  CTX_REQUEST_ID.set(ID);
  CTX_TRACE_ID.set(ID);
  CTX_SPAN_ID.set(FIELDS.span_id);
  CTX_TRACE_FLAGS.set(2);
  CTX_REQUEST_METHOD.set(FIELDS.method);
  CTX_REQUEST_PATH.set(FIELDS.path);
  const begin = process.hrtime.bigint();
  await run(operations);
  return Number(process.hrtime.bigint() - begin);
}
