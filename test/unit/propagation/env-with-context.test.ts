import { describe, expect, it } from 'vitest';

import {
  ContextVar,
  createTask,
  CTX_REQUEST_ID,
  CTX_SPAN_ID,
  CTX_TRACE_ID,
  CTX_TRACESTATE,
  TraceCtx,
} from '../../../src/index.js';
import { runJob } from '../../../src/jobs/index.js';
import { asBaggage, envWithContext, extract, fromEnv } from '../../../src/propagation/index.js';
import { envName } from '../../../src/propagation/carriers/from-env.js';

const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';
const OTHER = '11111111111111111111111111111111';
const TENANT = asBaggage(new ContextVar<string>('tenant', { default: 'nobody' }));

const request = extract({
  'x-request-id': 'request-1',
  traceparent: `00-${TRACE_ID}-b7ad6b7169203331-01`,
  tracestate: 'congo=t61rcWkgMzE',
});

describe('envWithContext', () => {
  it('adds the request, its trace and its baggage in upper case, and leaves the given environment alone', () => {
    const env = Object.freeze({ PATH: '/bin', EMPTY: '' });
    const result = request.run(() => TENANT.run('acme & sons', () => envWithContext(env)));
    expect(result).toEqual({
      PATH: '/bin',
      EMPTY: '',
      TRACEPARENT: expect.stringMatching(new RegExp(`^00-${TRACE_ID}-[0-9a-f]{16}-01$`)),
      TRACESTATE: 'congo=t61rcWkgMzE',
      BAGGAGE: 'tenant=acme%20&%20sons',
      X_REQUEST_ID: 'request-1',
    });
  });

  it('takes the environment of the process, and does not change it', () => {
    const before = { ...process.env };
    const result = request.run(() => envWithContext());
    expect(result).toMatchObject({ ...before, X_REQUEST_ID: 'request-1' });
    expect({ ...process.env }).toEqual(before);
  });

  it('leaves nothing of another trace, also where the copy is laid over the environment that has it', () => {
    const env = { TRACEPARENT: `00-${OTHER}-b7ad6b7169203331-01`, TRACESTATE: 'a=1', BAGGAGE: 'b=2', traceparent: 'x' };
    const fresh = extract({}).copy();
    const result = fresh.run(() => ({ ...env, ...envWithContext(env) }));
    expect(result).toEqual({
      TRACEPARENT: expect.stringContaining(fresh.get(CTX_TRACE_ID) as string),
      TRACESTATE: undefined,
      BAGGAGE: undefined,
      traceparent: undefined,
      X_REQUEST_ID: fresh.get(CTX_REQUEST_ID),
    });
  });

  it('is a plain copy outside of any request', () => {
    const env = { TRACEPARENT: 'of the process' };
    const result = envWithContext(env);
    expect(result).toEqual(env);
    expect(result).not.toBe(env);
  });

  it('goes on with an id that is of no trace', async () => {
    const result = await createTask(() => {
      TraceCtx.setId('job-7');
      return envWithContext({ TRACEPARENT: 'of the process' });
    });
    expect(result).toMatchObject({ X_REQUEST_ID: 'job-7', TRACEPARENT: undefined });
  });

  it('names the id as the option says, or leaves it out', () => {
    const named = request.run(() => envWithContext({}, { requestHeader: 'x-correlation.id' }));
    expect(named).toMatchObject({ X_CORRELATION_ID: 'request-1' });
    expect(named).not.toHaveProperty('X_REQUEST_ID');
    const none = request.run(() => envWithContext({ X_REQUEST_ID: 'mine' }, { requestHeader: false }));
    expect(none).toMatchObject({ X_REQUEST_ID: 'mine' });
    const { requestHeader } = { requestHeader: 'x-correlation.id' };
    expect(extract(fromEnv(named), { requestHeader }).get(CTX_REQUEST_ID)).toBe('request-1');
  });

  it('refuses what is no environment, and unknown options', () => {
    expect(() => envWithContext('PATH=/bin' as never)).toThrow(
      expect.objectContaining({ code: 'TL_ERR_INVALID_ARGUMENT' }),
    );
    expect(() => envWithContext({}, { header: 'x' } as never)).toThrow(
      expect.objectContaining({ code: 'TL_ERR_INVALID_OPTION' }),
    );
  });
});

describe('fromEnv', () => {
  it('reads what envWithContext wrote', () => {
    const env = request.run(() => TENANT.run('acme', () => envWithContext({})));
    const context = extract(fromEnv(env));
    expect(context.get(CTX_REQUEST_ID)).toBe('request-1');
    expect(context.get(CTX_TRACE_ID)).toBe(TRACE_ID);
    expect(context.get(CTX_TRACESTATE)).toBe('congo=t61rcWkgMzE');
    expect(context.get(TENANT)).toBe('acme');
    expect(context.get(CTX_SPAN_ID)).not.toBe(request.get(CTX_SPAN_ID));
  });

  it('is what a command goes on with that is a job', () => {
    const from = fromEnv(request.run(() => envWithContext({})));
    runJob({ name: 'report', from }, (span) => {
      expect([span.requestId, span.traceId]).toEqual(['request-1', TRACE_ID]);
    });
  });

  it.each([
    ['nothing', {}],
    ['what is invalid', { TRACEPARENT: '00-zz', X_REQUEST_ID: 'two\nlines', BAGGAGE: '=', TRACESTATE: '!' }],
    [
      'what is far too long',
      { TRACEPARENT: '0'.repeat(1e6), X_REQUEST_ID: 'a'.repeat(1e6), BAGGAGE: 'a=b,'.repeat(1e6) },
    ],
    ['other cases', { traceparent: `00-${OTHER}-b7ad6b7169203331-01`, 'x-request-id': 'abc' }],
    ['what is no text', { X_REQUEST_ID: 7, TRACEPARENT: {} }],
  ])('is fresh with %s', (_, env) => {
    const context = extract(fromEnv(env as never));
    expect(context.get(CTX_REQUEST_ID)).toMatch(/^[0-9a-f]{32}$/);
    expect(context.get(CTX_TRACE_ID)).not.toBe(OTHER);
    expect(context.get(TENANT, 'none')).toBe('none');
  });

  it('refuses what is no environment', () => {
    expect(() => fromEnv(null as never)).toThrow(expect.objectContaining({ code: 'TL_ERR_INVALID_ARGUMENT' }));
  });
});

it.each([
  ['traceparent', 'TRACEPARENT'],
  ['x-request-id', 'X_REQUEST_ID'],
  ['1st.id', '_1ST_ID'],
  ['', '_'],
])('the header %s is the variable %s', (header, name) => {
  expect(envName(header)).toBe(name);
});
