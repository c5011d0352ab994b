import { context as contextApi, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { getRPCMetadata } from '@opentelemetry/core';
import { afterEach, describe, expect, it } from 'vitest';

import { CTX_TRACE_ID } from '../../../src/index.js';
import { runJob } from '../../../src/jobs/index.js';
import { OpenTelemetrySpan } from '../../../src/opentelemetry/index.js';
import { inject } from '../../../src/propagation/index.js';
import { Tracing } from '../../../src/request/run/tracing.js';
import { scopeWith } from '../../support/scope-with.js';
import { registerSdk, removeSdk } from './sdk.js';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const PARENT = 'b7ad6b7169203331';
const from = { traceparent: `00-${TRACE}-${PARENT}-01`, tracestate: 'a=1' };
const span = OpenTelemetrySpan;

afterEach(removeSdk);

describe('the OpenTelemetrySpan of a job', () => {
  it('is an INTERNAL span that has its name, and is active in it', async () => {
    const sdk = registerSdk();
    await runJob({ name: 'nightly', span }, async ({ spanId }) => {
      expect(trace.getActiveSpan()?.spanContext().spanId).toBe(spanId);
      expect(getRPCMetadata(contextApi.active())).toBeUndefined();
    });
    expect(sdk.spans).toMatchObject([
      { name: 'nightly', kind: SpanKind.INTERNAL, status: { code: SpanStatusCode.UNSET }, attributes: {}, links: [] },
    ]);
    expect(Object.keys(sdk.spans[0]!.attributes)).toEqual([]);
  });

  it('is a CONSUMER span within the trace of its message', () => {
    const sdk = registerSdk();
    const sent = runJob({ name: 'orders', from, span }, () => inject({})) as Record<string, string>;
    const [job] = sdk.spans;
    expect(job).toMatchObject({ name: 'orders', kind: SpanKind.CONSUMER, links: [] });
    expect(job?.attributes).toEqual({ 'messaging.operation.type': 'process' });
    expect(job?.parentSpanContext).toMatchObject({ traceId: TRACE, spanId: PARENT, isRemote: true });
    expect(sent['traceparent']).toBe(`00-${TRACE}-${job?.spanContext().spanId}-01`);
  });

  it('links to its message, and to each of a batch', () => {
    const sdk = registerSdk();
    void runJob({ name: 'orders', from, parent: 'link', span }, () => {});
    const other = `00-${'b'.repeat(32)}-${PARENT}-00`;
    void runJob({ name: 'batch', links: [from, {}, { traceparent: other }], span }, () => {});
    const [one, batch] = sdk.spans;
    expect(one?.parentSpanContext).toBeUndefined();
    expect(one?.links.map(({ context }) => context.traceId)).toEqual([TRACE]);
    expect(batch).toMatchObject({ kind: SpanKind.CONSUMER });
    expect(batch?.attributes).toEqual({ 'messaging.operation.type': 'process', 'messaging.batch.message_count': 3 });
    expect(batch?.links.map(({ context }) => context.traceId)).toEqual([TRACE, 'b'.repeat(32)]);
  });

  it('is not that of the request around the job, whose ids a plain job does not get', () => {
    registerSdk();
    const request = new Tracing({ span }).open(scopeWith());
    void request.start(() => {
      const ids = runJob({ name: 'nightly' }, (job) => [job.traceId, CTX_TRACE_ID.get()]);
      expect(ids[0]).toBe(ids[1]);
      expect(ids[0]).not.toBe(CTX_TRACE_ID.get());
    });
  });

  it('is in error where the job fails, whose error it records', async () => {
    const sdk = registerSdk();
    const fail = async (): Promise<never> => {
      throw new TypeError('boom');
    };
    await expect(runJob({ name: 'nightly', span }, fail)).rejects.toThrow('boom');
    expect(sdk.spans).toMatchObject([
      {
        status: { code: SpanStatusCode.ERROR },
        attributes: { 'error.type': 'TypeError' },
        events: [{ name: 'exception', attributes: { 'exception.message': 'boom' } }],
      },
    ]);
  });
});
