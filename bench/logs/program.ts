// A process for one case, so that the compiler knows no other: in the context of a request.
import {
  createTask,
  CTX_REQUEST_ID,
  CTX_REQUEST_METHOD,
  CTX_REQUEST_PATH,
  CTX_SPAN_ID,
  CTX_TRACE_FLAGS,
  CTX_TRACE_ID,
} from 'throughline';

import { measureSlices } from '../measure/measure-slices.js';
import { type CaseName, CASES, storage } from './cases.js';
import { FIELDS, ID } from './fields.js';

const name = process.argv[2] as CaseName;
const run = CASES[name]();
const inRequest = (operations: number): Promise<void> =>
  createTask(async () => {
    CTX_REQUEST_ID.set(ID);
    CTX_TRACE_ID.set(ID);
    CTX_SPAN_ID.set(FIELDS.span_id);
    CTX_TRACE_FLAGS.set(2);
    CTX_REQUEST_METHOD.set(FIELDS.method);
    CTX_REQUEST_PATH.set(FIELDS.path);
    await storage.run(FIELDS, run, operations);
  });

await measureSlices({ [name]: inRequest }, { operations: 2000, warmUp: 15 });
