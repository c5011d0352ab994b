import { context as contextApi, propagation, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { describe, expect, it } from 'vitest';

import { Tracing } from '../../../src/adapter.js';
import * as entry from '../../../src/index.js';
import { type ContextVar, createTask, getCurrentSpan, logContext, type Scope } from '../../../src/index.js';
import { asText } from '../../../src/loggers/lines/line-format.js';
import {
  OpenTelemetrySpan,
  ThroughlineContextManager,
  ThroughlinePropagator,
} from '../../../src/opentelemetry/index.js';
import { extract, inject } from '../../../src/propagation/index.js';
import { FIELD_ROWS, REQUEST_FIELDS, W3C_HEADERS } from '../../../src/request/request-fields.js';

const HEADERS = {
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-03',
  tracestate: 'a=1',
  baggage: 'k=v',
  'x-request-id': 'abc',
};
const REQUEST: Scope = { type: 'http', method: 'POST', path: '/orders', headers: new Headers(HEADERS) };
const JOB: Scope = { type: 'job', name: 'nightly', method: '', path: '', headers: new Headers(HEADERS) };

/** Of a request, or of a job where that alone has the property. */
const scope = (property?: string): Scope => (property === 'name' ? JOB : REQUEST);

type Property = keyof typeof REQUEST_FIELDS;
type Values = Record<Property, unknown>;

/** What the variables of all rows say here. */
const read = (): Values =>
  Object.fromEntries(FIELD_ROWS.map(([property, { variable }]) => [property, variable.get()])) as Values;

/** What the span of the current request, or its scope, says. */
const said = (): Values => {
  const span = getCurrentSpan()!;
  return Object.fromEntries(
    FIELD_ROWS.map(([property, { of }]) => [property, Reflect.get(of === 'span' ? span : span.scope, property)]),
  ) as Values;
};

const OUTSIDE = read();
const ROWS = FIELD_ROWS.map(([property, row]) => ({ property, ...row }));

describe.each(ROWS)('$property, in the table of what a request is known by', ({ property, variable, of, field }) => {
  it('has a default that no request has', () => {
    new Tracing().open(scope(property)).run(() => expect(variable.get()).not.toEqual(OUTSIDE[property]));
  });

  it('is put into the context of a request by an adapter, also with a class of spans', () => {
    for (const options of [{}, { span: class extends entry.Span {} }, { span: OpenTelemetrySpan }]) {
      new Tracing(options).open(scope(property)).run(() => {
        expect(variable.get()).toEqual(said()[property]);
        expect(said()[property]).not.toBeUndefined();
      });
    }
  });

  it('is set by a block, and put back after it', async () => {
    await createTask(async () => {
      const outer = { ...OUTSIDE, [property]: 'outer' };
      variable.set('outer');
      {
        await using span = getCurrentSpan(scope(property));
        await span.requestBefore();
        expect(variable.get()).toEqual(said()[property]);
        expect(variable.get()).not.toBe('outer');
      }
      expect(read()).toEqual(outer);
    });
  });

  it('is checked where the class of the span is somebody else’s', () => {
    if (of !== 'span') return;
    const Wrong = class extends entry.Span {};
    Object.defineProperty(Wrong.prototype, property, { get: () => undefined });
    new Tracing({ span: Wrong }).open(scope(property)).run(() => expect(variable.get()).not.toBeUndefined());
  });

  it('stands in log lines under its field, and in the prefix of a text only if it is the request id', () => {
    new Tracing().open(scope(property)).run(() => {
      const fields = logContext();
      const shown = property === 'traceFlags' ? '03' : variable.get();
      if (field === undefined) expect(Object.values(fields)).not.toContain(shown);
      else expect(fields[field]).toBe(shown);
      expect([...asText('text', 'info', '\n')]).toEqual(['[abc] text\n']);
    });
  });

  it('is exported', () => {
    expect(Object.values(entry)).toContain(variable);
  });
});

it('there is no exported variable that the table lacks', () => {
  const exported = Object.entries(entry).filter(([name]) => name.startsWith('CTX_'));
  expect(new Set(exported.map(([, variable]) => variable))).toEqual(new Set(ROWS.map(({ variable }) => variable)));
});

it.each([
  ['request', REQUEST, ['job']],
  ['job', JOB, ['method', 'path']],
])('logs the fields of a %s in the order of the table', (_, of, lacking) => {
  const fields = ROWS.flatMap(({ field }) => field ?? []).filter((field) => !lacking.includes(field));
  new Tracing().open(of).run(() => expect(Object.keys(logContext())).toEqual(fields));
});

describe('what travels', () => {
  const sent = (variable?: ContextVar<unknown>, value?: unknown): Record<string, string> =>
    extract(HEADERS).run(() => (variable ? variable.run(value, () => inject({})) : inject({})));

  it.each(ROWS.filter(({ header, property }) => header !== undefined || property === 'requestId'))(
    '$property changes its header, and comes out of it again',
    ({ property, variable, header = 'x-request-id' }) => {
      const others: Partial<Values> = {
        requestId: 'other',
        traceId: 'f'.repeat(32),
        traceFlags: 0,
        tracestate: 'b=2',
        baggage: new Map([['other', { value: '1' }]]),
      };
      const stable = (text: string | undefined): string | undefined => text?.replace(/-[0-9a-f]{16}-/, '-span-');
      const changed = sent(variable, others[property]);
      expect(stable(changed[header])).not.toBe(stable(sent()[header]));
      expect(extract(changed).get(variable)).toEqual(others[property]);
    },
  );

  it('goes by the headers of the table, which the propagator names too', () => {
    expect(Object.keys(sent())).toEqual([...W3C_HEADERS, 'x-request-id']);
    expect(new ThroughlinePropagator().fields()).toEqual([...W3C_HEADERS, 'x-request-id']);
  });
});

describe('attach', () => {
  it.each(ROWS.filter(({ of }) => of === 'span'))('changes $property, and dispose puts it back', async (row) => {
    const { property, variable } = row;
    contextApi.disable();
    const manager = new ThroughlineContextManager();
    contextApi.setGlobalContextManager(manager);
    propagation.setGlobalPropagator(new ThroughlinePropagator());
    const incoming = propagation.extract(ROOT_CONTEXT, HEADERS);
    await createTask(() => {
      const before = read();
      const token = manager.attach(incoming);
      expect(variable.get()).not.toEqual(before[property]);
      token.dispose();
      expect(read()).toEqual(before);
    });
    propagation.disable();
    trace.disable();
  });

  it.each(ROWS.filter(({ of }) => of === 'span'))('gives $property back where no span is active any more', (row) => {
    const { property, variable } = row;
    const manager = new ThroughlineContextManager();
    contextApi.disable();
    contextApi.setGlobalContextManager(manager);
    const ids = { traceId: 'f'.repeat(32), spanId: 'e'.repeat(16), traceFlags: 1 };
    new Tracing().open(scope()).run(() => {
      const before = read();
      manager.with(trace.setSpanContext(ROOT_CONTEXT, ids), () => {
        if (['traceId', 'spanId', 'traceFlags', 'tracestate'].includes(property)) {
          expect(variable.get()).not.toEqual(before[property]);
        }
        manager.with(ROOT_CONTEXT, () => expect(variable.get()).toEqual(before[property]));
      });
    });
  });
});
