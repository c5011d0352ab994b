import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { headersOf } from '../../../../src/carriers/bullmq/index.js';
import { runJob } from '../../../../src/jobs/index.js';

const sentWith = (metadata: unknown) => ({ opts: { telemetry: { metadata: metadata as string } } });

describe('the headers of a job of BullMQ', () => {
  it('are those that it was sent with', () => {
    expect(headersOf(sentWith('{"traceparent":"00-a","x-request-id":"abc"}'))).toEqual({
      traceparent: '00-a',
      'x-request-id': 'abc',
    });
  });

  it.each([undefined, '', 'no json', '[]', '7', 'null', '"text"', {}, 7, `{"a":"${'x'.repeat(70_000)}"}`])(
    'are none where the metadata are %j',
    (metadata) => expect(headersOf(sentWith(metadata))).toBeUndefined(),
  );

  it('are none of a job without options, or one that throws', () => {
    const throwing = Object.defineProperty({}, 'opts', {
      get: () => {
        throw new Error('no');
      },
    });
    for (const job of [{}, { opts: {} }, undefined, throwing]) expect(headersOf(job as object)).toBeUndefined();
  });

  it('never throw, whatever the metadata are', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (metadata) => {
        const headers = headersOf(sentWith(metadata));
        expect(runJob({ name: 'a', from: headers }, (span) => span.requestId)).toMatch(/^[\w.=-]{1,128}$/);
        expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
      }),
    );
    headersOf(sentWith('{"__proto__":{"polluted":1}}'));
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});
