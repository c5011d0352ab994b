import { describe, expect, it } from 'vitest';

import { telemetry } from '../../../../src/carriers/bullmq/index.js';
import { ContextVar, createTask, CTX_REQUEST_ID } from '../../../../src/index.js';
import { runJob } from '../../../../src/jobs/index.js';

const { contextManager, tracer } = telemetry;
const USER = new ContextVar<string>('user', { default: 'nobody' });

describe('the telemetry of BullMQ', () => {
  it('sends the current request and trace, and nothing where there is none', () => {
    expect(contextManager.getMetadata()).toBe('');
    runJob({ name: 'sender' }, (span) => {
      const sent = JSON.parse(contextManager.getMetadata()) as Record<string, string>;
      expect(sent).toEqual({
        'x-request-id': span.requestId,
        traceparent: expect.stringContaining(span.traceId) as string,
      });
    });
  });

  it('calls what it is given in the current context, and in an empty one at the root', async () => {
    await createTask(() => {
      USER.set('ada');
      CTX_REQUEST_ID.set('abc');
      const active = contextManager.active();
      const here = contextManager.fromMetadata(tracer.startSpan().setSpanOnContext(active));
      expect(contextManager.with(here, () => USER.get())).toBe('ada');
      expect(contextManager.with(contextManager.root(), () => USER.get() + CTX_REQUEST_ID.get())).toBe('nobody');
    });
  });
});
