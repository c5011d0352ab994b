import { existsSync, readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import pkg from '../../../package.json' with { type: 'json' };
import { ENTRIES } from '../../support/entries.js';
import { runScript } from '../../support/run-script.js';

const PUBLIC_NAMES = {
  throughline: [
    'CTX_BAGGAGE',
    'CTX_JOB_NAME',
    'CTX_REQUEST_ID',
    'CTX_REQUEST_METHOD',
    'CTX_REQUEST_PATH',
    'CTX_SPAN_ID',
    'CTX_TRACESTATE',
    'CTX_TRACE_FLAGS',
    'CTX_TRACE_ID',
    'ChildSpan',
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
    'recordChannels',
    'spanned',
    'startSpan',
    'taskGroup',
    'withSpan',
  ],
  'throughline/access-log': ['accessLog'],
  'throughline/adapter': [
    'TASK',
    'Tracing',
    'asksToOpenEarly',
    'callListener',
    'carriedTask',
    'carryHidden',
    'carryTask',
    'currentRunner',
    'currentTask',
    'isCarrier',
    'isThenable',
    'keepSource',
    'listenerKeeper',
    'nodeBuiltin',
    'patch',
    'runCarried',
    'runChild',
    'showError',
    'streamInContext',
  ],
  'throughline/async-context': ['AsyncContext'],
  'throughline/bullmq': ['headersOf', 'telemetry'],
  'throughline/cls-hooked': ['ERROR_SYMBOL', 'createNamespace', 'default', 'destroyNamespace', 'getNamespace', 'reset'],
  'throughline/console': ['installConsole'],
  'throughline/doctor': ['explain', 'failOnFindings', 'findings', 'onFinding'],
  'throughline/express': ['throughline'],
  'throughline/fastify': ['throughline'],
  'throughline/fetch': ['fetchTracing', 'traced'],
  'throughline/h3': ['throughline'],
  'throughline/hono': ['throughline'],
  'throughline/inspector': ['RequestCapture', 'captureRequests'],
  'throughline/jobs': ['runJob'],
  'throughline/koa': ['throughline'],
  'throughline/logtape': ['contextLocalStorage'],
  'throughline/mend': ['mend'],
  'throughline/nest': ['throughline', 'traceGateways'],
  'throughline/node-http': ['NodeScope', 'nodeTracing', 'serverTracing', 'traceServer', 'traced', 'tracedStream'],
  'throughline/opentelemetry': ['OpenTelemetrySpan', 'ThroughlineContextManager', 'ThroughlinePropagator'],
  'throughline/pino': ['genReqId', 'mixin'],
  'throughline/propagation': ['asBaggage', 'envWithContext', 'extract', 'fromEnv', 'inject', 'propagate'],
  'throughline/register': [],
  'throughline/sqlcommenter': ['commentQueries', 'withTraceComment'],
  'throughline/sqs': ['headersOf', 'injectAttributes'],
  'throughline/testing': ['LogCapture', 'SpanCapture', 'TestContext', 'captureSpans', 'countingIds', 'inContext'],
  'throughline/winston': ['withLogContext'],
  'throughline/worker-threads': ['inContext', 'withContext'],
  'throughline/ws': ['bindSocket', 'tracedConnection'],
};

const REGISTER = 'throughline/register';

interface Conditions {
  readonly import: { readonly default: string };
  readonly require: { readonly types: string };
}

const conditionsOf = (entry: string): Conditions =>
  (pkg.exports as unknown as Record<string, Conditions>)[entry.replace('throughline', '.')] as Conditions;

/** The file that an entry is, from `src/`, without its ending. */
const sourceOf = (entry: string): string =>
  conditionsOf(entry).import.default.slice('./dist/esm/'.length, -'.js'.length);

const print = (entry: string): string =>
  `console.log(JSON.stringify(Object.keys(entry).filter((name) => name !== '__esModule').sort()))`.replace(
    'entry',
    entry,
  );

describe('the package', () => {
  it('has these entries', () => {
    expect(ENTRIES).toEqual(Object.keys(PUBLIC_NAMES));
  });

  it.each(ENTRIES)('%s is one file of src/, for import and for require', (entry) => {
    const built = (format: string) => ({
      types: `./dist/${format}/${sourceOf(entry)}.d.ts`,
      default: `./dist/${format}/${sourceOf(entry)}.js`,
    });
    const esm = built('esm');
    // See scripts/build.js. Deno would take what Node takes, but loads no CommonJS of a package that is linked.
    const first = entry === REGISTER ? { deno: esm, 'module-sync': built('cjs') } : { 'module-sync': esm };
    expect(conditionsOf(entry)).toEqual({ ...first, import: esm, require: built('cjs') });
    expect(existsSync(`src/${sourceOf(entry)}.ts`)).toBe(true);
  });

  it('has the same entries for TypeScript with node10, which reads typesVersions', () => {
    const types = ENTRIES.slice(1).map((entry) => [
      entry.slice('throughline/'.length),
      conditionsOf(entry).require.types,
    ]);
    expect(pkg.typesVersions['*']).toEqual(Object.fromEntries(types.map(([name, file]) => [name, [file]])));
  });

  it('has the same entries for the runtimes, which load them all but register, the doctor and the inspector, whose imports must be literal', () => {
    const files = ['entries', 'node-entries'].map((name) => `test/whole/runtimes/inside/${name}.test.ts`);
    const loads = files.flatMap(
      (file) => readFileSync(file, 'utf8').match(/(?<=import\(')throughline[^']*(?='\))/g) ?? [],
    );
    expect([...new Set(loads)].toSorted()).toEqual(ENTRIES.filter((entry) => !/register|doctor|inspector/.test(entry)));
  });

  it.each(Object.entries(PUBLIC_NAMES))('%s exports these names, imported or required', async (entry, names) => {
    const imported = `import * as entry from '${entry}'; ${print('entry')}`;
    const required = `import { createRequire } from 'node:module'; const entry = createRequire(process.cwd() + '/')('${entry}'); ${print('entry')}`;
    expect(await runScript(required)).toEqual(names);
    if (entry === REGISTER) expect(await runScript(imported)).toContain('default'); // of CommonJS
    else expect(await runScript(imported)).toEqual(names);
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
    expect(added).toEqual(['Symbol(throughline.core.v5)']);
  });

  it('hides what is internal from its types', () => {
    const declared = (file: string): string => readFileSync(`dist/esm/${file}.d.ts`, 'utf8');
    expect(declared('core/context')).not.toMatch(/leaves|owner|entered/);
    expect(declared('core/token')).not.toMatch(/context:|used:|oldSlot/);
    expect(declared('request/span/span')).not.toContain('identify');
  });
});
