import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { runScript } from '../../support/run-script.js';

const PUBLIC_NAMES = {
  throughline: [
    'CTX_BAGGAGE',
    'CTX_REQUEST_ID',
    'CTX_REQUEST_METHOD',
    'CTX_REQUEST_PATH',
    'CTX_SPAN_ID',
    'CTX_TRACESTATE',
    'CTX_TRACE_FLAGS',
    'CTX_TRACE_ID',
    'Context',
    'ContextVar',
    'Span',
    'ThroughlineError',
    'Token',
    'TraceCtx',
    'bind',
    'bindEmitter',
    'copyContext',
    'createTask',
    'gather',
    'getCurrentSpan',
    'isThroughlineError',
    'logContext',
    'logged',
    'taskGroup',
  ],
  'throughline/access-log': ['accessLog'],
  'throughline/adapter': [
    'Tracing',
    'callListener',
    'carriedTask',
    'carryTask',
    'currentRunner',
    'currentTask',
    'isCarrier',
    'isThenable',
    'keepSource',
    'listenerKeeper',
    'runCarried',
    'runChild',
    'showError',
  ],
  'throughline/async-context': ['AsyncContext'],
  'throughline/console': ['installConsole'],
  'throughline/express': ['throughline'],
  'throughline/fastify': ['throughline'],
  'throughline/fetch': ['fetchTracing', 'traced'],
  'throughline/h3': ['throughline'],
  'throughline/hono': ['throughline'],
  'throughline/koa': ['throughline'],
  'throughline/logtape': ['contextLocalStorage'],
  'throughline/mend': ['mend'],
  'throughline/nest': ['throughline', 'traceGateways'],
  'throughline/node-http': ['NodeScope', 'nodeTracing', 'serverTracing', 'traceServer', 'traced', 'tracedStream'],
  'throughline/opentelemetry': ['OpenTelemetrySpan', 'ThroughlineContextManager', 'ThroughlinePropagator'],
  'throughline/pino': ['genReqId', 'mixin'],
  'throughline/propagation': ['asBaggage', 'extract', 'inject', 'propagate'],
  'throughline/register': [],
  'throughline/testing': ['LogCapture', 'TestContext', 'countingIds', 'inContext'],
  'throughline/winston': ['withLogContext'],
  'throughline/ws': ['bindSocket', 'tracedConnection'],
};

const print = (entry: string): string =>
  `console.log(JSON.stringify(Object.keys(entry).sort()))`.replace('entry', entry);

describe('the package', () => {
  it('has these entries', () => {
    const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as { exports: Record<string, unknown> };
    const entries = Object.keys(exports).map((subpath) => subpath.replace('.', 'throughline'));
    expect(entries).toEqual([...Object.keys(PUBLIC_NAMES), 'throughline/package.json']);
  });

  it.each(Object.entries(PUBLIC_NAMES))('%s exports these names, imported or required', async (entry, names) => {
    const imported = `import * as entry from '${entry}'; ${print('entry')}`;
    const required = `import { createRequire } from 'node:module'; const entry = createRequire(process.cwd() + '/')('${entry}'); ${print('entry')}`;
    expect(await runScript(imported)).toEqual(names);
    expect(await runScript(required)).toEqual(names);
  });

  it('gives the same classes to import and require where Node can', async () => {
    const same = await runScript(`
      import { createRequire } from 'node:module';
      import * as imported from 'throughline';
      const required = createRequire(process.cwd() + '/')('throughline');
      console.log(JSON.stringify(imported.Context === required.Context));
    `);
    expect(same).toBe(true);
  });

  it('has no side effect on import but its one slot', async () => {
    const added = await runScript(`
      const before = Reflect.ownKeys(globalThis);
      await import('throughline');
      await import('throughline/node-http');
      console.log(JSON.stringify(Reflect.ownKeys(globalThis).filter((key) => !before.includes(key)).map(String)));
    `);
    expect(added).toEqual(['Symbol(throughline.core.v2)']);
  });

  it('hides what is internal from its types', () => {
    const declared = (file: string): string => readFileSync(`dist/esm/${file}.d.ts`, 'utf8');
    expect(declared('core/context')).not.toMatch(/leaves|owner|entered/);
    expect(declared('core/token')).not.toMatch(/context:|used:|oldSlot/);
    expect(declared('request/span/span')).not.toContain('identify');
  });
});
