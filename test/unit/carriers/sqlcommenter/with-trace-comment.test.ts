import { describe, expect, it } from 'vitest';

import { withTraceComment } from '../../../../src/carriers/sqlcommenter/index.js';
import { CTX_SPAN_ID, CTX_TRACE_ID, CTX_TRACESTATE } from '../../../../src/index.js';
import { extract } from '../../../../src/propagation/index.js';

const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';
const traced = (tracestate = '') => extract({ traceparent: `00-${TRACE_ID}-b7ad6b7169203331-01`, tracestate });

const commented = (sql: string, tracestate?: string): string => traced(tracestate).run(() => withTraceComment(sql));
const inTrace = (sql: string): [text: string, expected: string] => {
  const context = traced();
  return [context.run(() => withTraceComment(sql)), `00-${TRACE_ID}-${context.get(CTX_SPAN_ID)}-01`];
};

describe('withTraceComment', () => {
  it('has the trace and the current span', () => {
    const [text, traceparent] = inTrace('select 1');
    expect(text).toBe(`select 1 /*traceparent='${traceparent}'*/`);
  });

  it.each(['select 1;', 'select 1 ;\n', 'select 1\n\t'])('stands before the end of %j', (sql) => {
    const [text, traceparent] = inTrace(sql);
    const end = sql.slice('select 1'.length);
    expect(text).toBe(`select 1 /*traceparent='${traceparent}'*/${end}`);
  });

  it('sorts its keys, encodes as in a URL and escapes quotes', () => {
    const text = commented('select 1', "congo=t61 */; drop--?'$1:x\\,rojo=00f0");
    expect(text).toMatch(/^select 1 \/\*traceparent='[\da-f-]{55}',tracestate='[^/]*'\*\/$/);
    expect(text).toContain(String.raw`tracestate='congo%3Dt61%20*%2F%3B%20drop--%3F\'%241%3Ax%5C%2Crojo%3D00f0'*/`);
  });

  it.each(['select 1 /* mine */', 'select /*+ hint */ 1', 'select 1 -- mine', "select '/*' || '--'", '', ' ;\n'])(
    'leaves %j as it is',
    (sql) => {
      expect(commented(sql)).toBe(sql);
    },
  );

  it('stands there once', () => {
    const text = commented('select 1');
    expect(commented(text)).toBe(text);
  });

  it('leaves a query as it is outside of any trace', () => {
    expect(withTraceComment('select 1')).toBe('select 1');
  });

  it.each([
    ['a trace id', () => CTX_TRACE_ID.set("'*/; drop table users; --")],
    ['a span id', () => CTX_SPAN_ID.set("'*/; drop table users; --")],
    ['a trace id in upper case', () => CTX_TRACE_ID.set(TRACE_ID.toUpperCase())],
    ['a span id of zeros', () => CTX_SPAN_ID.set('0'.repeat(16))],
  ])('writes nothing of %s that is no valid id', (_, set) => {
    const text = traced().run(() => {
      set();
      return withTraceComment('select 1');
    });
    expect(text).toBe('select 1');
  });

  it('leaves out a tracestate that is invalid', () => {
    const text = traced().run(() => {
      CTX_TRACESTATE.set("a=1*/\n'");
      return withTraceComment('select 1');
    });
    expect(text).toMatch(/^select 1 \/\*traceparent='[\da-f-]{55}'\*\/$/);
  });

  it('takes linear time', () => {
    const start = performance.now();
    commented(`select 1${' ;'.repeat(200_000)}x`);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
