// A process for one case, so that the compiler knows no other. It runs the rounds that it is told to run.
import {
  createTask,
  CTX_REQUEST_METHOD,
  CTX_REQUEST_PATH,
  CTX_SPAN_ID,
  CTX_TRACE_FLAGS,
  CTX_TRACE_ID,
  TraceCtx,
} from 'throughline';

import { type CaseName, CASES } from './cases.js';

/** Nanoseconds. */
export type Answer = number;

const run = CASES[process.argv[2] as CaseName];

process.on('message', (operations: number) => {
  void createTask(async () => {
    CTX_TRACE_ID.set(TraceCtx.setId());
    CTX_SPAN_ID.set('b7ad6b7169203331');
    CTX_TRACE_FLAGS.set(2);
    CTX_REQUEST_METHOD.set('GET');
    CTX_REQUEST_PATH.set('/orders/1');
    const begin = process.hrtime.bigint();
    await run(operations);
    process.send?.(Number(process.hrtime.bigint() - begin) satisfies Answer);
  });
});
