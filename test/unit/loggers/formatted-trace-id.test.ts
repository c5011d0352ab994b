import { expect, it } from 'vitest';

import { CTX_TRACE_ID, logContext, logged } from '../../../src/index.js';
import { FIELDS, inRequest } from './in-request.js';

// In a file of its own: a format stays for the life of the process.
it('the flags of a trace stand alone also where the application formats its id', async () => {
  logged(CTX_TRACE_ID, { format: (id) => id || undefined });
  const { trace_id: traceId, trace_flags: _, ...fields } = FIELDS;
  expect(await inRequest(logContext, { traceId: '' })).toEqual(fields);
  expect(await inRequest(logContext, { traceId })).toEqual(FIELDS);
  expect(await inRequest(logContext, { traceId: '' })).toEqual(fields);
});
