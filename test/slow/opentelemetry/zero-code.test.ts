import { once } from 'node:events';
import { cpSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, it, onTestFinished } from 'vitest';

import { folderOf } from '../../support/frameworks/installed.js';
import { type NodeRun, root, runNode } from '../../support/run-node.js';
import { until } from '../../support/until.js';
import { type ServedApp, served } from '../../whole/register/serve-app.js';
import { postgresAnswers, redisAnswers } from './answers.js';
import { type ExportedSpan, type Receiver, startReceiver } from './receiver.js';

const run = (env: Record<string, string>, flags: readonly string[] = [], cwd = folderOf('opentelemetry')): NodeRun =>
  runNode([...flags, `${root}bin/throughline.js`, 'zero-code.js'], env, cwd);

/** The application under the command, sending to this receiver. */
const start = (receiver: Receiver, env: Record<string, string> = {}): Promise<ServedApp> =>
  served(run({ THROUGHLINE_OTLP: receiver.url, RECEIVER: receiver.url, ...env }));

const get = async (url: string): Promise<string> => (await fetch(url)).text();

/** The names of the spans of one trace, each behind those that it is within. */
function paths(spans: readonly ExportedSpan[]): string[] {
  const byId = new Map(spans.map((span) => [span.spanId, span]));
  const pathOf = ({ name, parentSpanId }: ExportedSpan): string => {
    const parent = parentSpanId === undefined ? undefined : byId.get(parentSpanId);
    return parent === undefined ? name : `${pathOf(parent)} > ${name}`;
  };
  return spans.map(pathOf).toSorted();
}

/** The name of the application's package. */
const NAME = 'throughline-test-opentelemetry';

const of = (name: string, { spans }: Receiver): ExportedSpan[] => spans.filter(({ service }) => service === name);

describe('THROUGHLINE_OTLP', () => {
  it.each(['http/json', 'http/protobuf'])('sends requests and own spans to the collector, by %s', async (protocol) => {
    const receiver = await startReceiver('http');
    const app = await start(receiver, { OTEL_EXPORTER_OTLP_PROTOCOL: protocol, OTEL_BSP_SCHEDULE_DELAY: '50' });
    await get(`${app.url}/a1`);
    await until(() => receiver.spans.length === 2);
    expect(paths(receiver.spans)).toEqual(['GET', 'GET > own a1']);
    expect(new Set(receiver.spans.map(({ service }) => service))).toEqual(new Set([NAME]));
  });

  it('writes access lines as well, where they are on', async () => {
    const receiver = await startReceiver('http');
    const app = await start(receiver, { THROUGHLINE_ACCESS_LOG: 'on', OTEL_BSP_SCHEDULE_DELAY: '50' });
    await get(`${app.url}/a1`);
    await until(() => receiver.spans.length === 2);
    await until(() => app.lines.some((line) => line.includes('GET /a1 200')));
    expect(paths(receiver.spans)).toEqual(['GET', 'GET > own a1']);
  });

  it('sends calls to other servers, whose headers go to the origins that are listed only', async () => {
    const receiver = await startReceiver('http');
    const seen: (string | undefined)[] = [];
    const next = createServer(({ headers }, response) => {
      seen.push(headers['traceparent'] as string | undefined);
      response.end();
    });
    await once(next.listen(0, '127.0.0.1'), 'listening');
    onTestFinished(() => void next.close());
    const NEXT = `http://127.0.0.1:${(next.address() as AddressInfo).port}`;
    for (const env of [{ NEXT }, { NEXT, THROUGHLINE_PROPAGATE: NEXT }]) {
      const app = await start(receiver, env);
      await get(`${app.url}/a1`);
      await app.stop();
    }
    const tree = ['GET', 'GET > own a1', 'GET > own a1 > GET'];
    expect(paths(receiver.spans)).toEqual([...tree, ...tree].toSorted());
    const [, calling] = receiver.spans.filter(({ kind }) => kind === 'SPAN_KIND_CLIENT');
    expect(seen).toEqual([undefined, `00-${calling?.traceId}-${calling?.spanId}-01`]);
    expect(calling?.attributes['url.full']).toBe(`${NEXT}/a1?token=REDACTED`);
  });

  it.each([
    [{ OTEL_SERVICE_NAME: 'shop' }, 'shop'],
    [{ OTEL_RESOURCE_ATTRIBUTES: 'service.name=depot' }, 'depot'],
  ])('lets the environment name the service', async (env, name) => {
    const receiver = await startReceiver('http');
    const app = await start(receiver, env);
    await get(`${app.url}/a1`);
    await app.stop();
    expect(receiver.spans.map(({ service }) => service)).toEqual([name, name]);
  });

  it('samples as the environment says', async () => {
    const receiver = await startReceiver('http');
    const app = await start(receiver, { OTEL_TRACES_SAMPLER: 'always_off' });
    await get(`${app.url}/a1`);
    await app.stop();
    expect(receiver.spans).toEqual([]);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'sends what is left before %s ends the process, as it would',
    async (signal) => {
      const receiver = await startReceiver('http');
      const app = await start(receiver);
      await get(`${app.url}/a1`);
      app.child.kill(signal);
      const { code, signal: by } = await app.ended;
      expect([code, by]).toEqual([null, signal]);
      expect(paths(receiver.spans)).toEqual(['GET', 'GET > own a1']);
    },
  );

  it('leaves a signal that the application handles to the application', async () => {
    const receiver = await startReceiver('http');
    const app = await start(receiver, { HANDLES_SIGNAL: '1' });
    await get(`${app.url}/a1`);
    app.child.kill('SIGTERM');
    expect((await app.ended).code).toBe(7);
    expect(paths(receiver.spans)).toEqual(['GET', 'GET > own a1']);
  });

  it('does not keep a process alive whose libraries end it where nobody else listens', async () => {
    const receiver = await startReceiver('http');
    const app = await start(receiver, { HANDLES_SIGNAL: 'as signal-exit' });
    await get(`${app.url}/a1`);
    app.child.kill('SIGTERM');
    expect((await app.ended).signal).toBe('SIGTERM');
  });

  it('sends what is left when the process comes to its end', async () => {
    const receiver = await startReceiver('http');
    const app = await start(receiver);
    await get(`${app.url}/end`);
    expect((await app.ended).code).toBe(0);
    expect(paths(receiver.spans)).toEqual(['GET']);
  });

  it('keeps answering while the collector is away, says so once, and sends when it is back', async () => {
    const away = await startReceiver('http');
    const port = Number(new URL(away.url).port);
    await away.close();
    const app = await start(away, { OTEL_BSP_SCHEDULE_DELAY: '50', OTEL_EXPORTER_OTLP_TIMEOUT: '1500' });
    expect(await get(`${app.url}/a1`)).toBe('done');
    await app.find(/TL_WARN_EXPORT_FAILED/);
    const back = await startReceiver('http', port);
    await get(`${app.url}/a2`);
    await until(() => back.spans.length === 2);
    await app.stop();
    expect(paths(back.spans)).toEqual(['GET', 'GET > own a2']);
    expect(app.lines.filter((line) => line.includes('TL_WARN_EXPORT_FAILED'))).toHaveLength(1);
  });

  it.each([{}, { OWN_SDK: 'before' }])(
    'records what libraries do by the API of OpenTelemetry, with %o',
    async (env) => {
      const receiver = await startReceiver('http');
      const app = await start(receiver, { BY_API: '1', ...env });
      await get(`${app.url}/end`);
      await app.ended;
      const by = 'OWN_SDK' in env ? 'own' : NAME;
      expect(paths(of(by, receiver))).toEqual(['GET', 'by the API', 'by the API > within']);
      expect(of(by, receiver)).toEqual(receiver.spans);
    },
  );

  it('stands back where the application starts an SDK of its own before', async () => {
    const receiver = await startReceiver('http');
    const app = await start(receiver, { OWN_SDK: 'before' });
    await get(`${app.url}/a1`);
    await until(() => receiver.spans.length === 2);
    await app.stop();
    expect(paths(of('own', receiver))).toEqual(['GET', 'GET > own a1']);
    expect(of(NAME, receiver)).toEqual([]);
  });

  it('gives way where the application starts one later', async () => {
    const receiver = await startReceiver('http');
    const app = await start(receiver, { OWN_SDK: 'later' });
    await get(`${app.url}/a1`);
    await get(`${app.url}/sdk`);
    await get(`${app.url}/a2`);
    await until(() => of('own', receiver).length === 2);
    await app.stop();
    expect(paths(of('own', receiver))).toEqual(['GET', 'GET > own a2']);
    expect(paths(of(NAME, receiver))).toEqual(['GET', 'GET', 'GET > own a1']);
  });

  it('names the packages that are missing, and how to install them', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'throughline-'));
    writeFileSync(join(folder, 'zero-code.js'), '');
    const { code, stderr } = await run({ THROUGHLINE_OTLP: 'http://127.0.0.1:4318' }, [], folder).ended;
    expect(code).toBe(1);
    expect(stderr).toContain("code: 'TL_ERR_MISSING_PACKAGE'");
    expect(stderr).toContain(
      'npm install @opentelemetry/api @opentelemetry/sdk-trace-base @opentelemetry/exporter-trace-otlp-proto',
    );
  });

  it('names them where nothing of OpenTelemetry is there at all', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'throughline-'));
    const installed = join(folder, 'node_modules/throughline');
    for (const part of ['dist', 'bin', 'package.json'])
      cpSync(join(root, part), join(installed, part), { recursive: true });
    writeFileSync(join(folder, 'app.js'), '');
    const env = { THROUGHLINE_OTLP: 'http://127.0.0.1:4318' };
    const { code, stderr } = await runNode([join(installed, 'bin/throughline.js'), 'app.js'], env, folder).ended;
    expect(code).toBe(1);
    expect(stderr).toContain("code: 'TL_ERR_MISSING_PACKAGE'");
  });

  it('sends nothing where OTEL_SDK_DISABLED says so', async () => {
    const receiver = await startReceiver('http');
    const app = await start(receiver, { OTEL_SDK_DISABLED: 'true' });
    await get(`${app.url}/a1`);
    await app.stop();
    expect(receiver.spans).toEqual([]);
  });

  it('loads nothing of it where the variable is not set', async () => {
    const print = 'console.log(process.moduleLoadList.length, Object.keys(require.cache).join())';
    const { stdout } = await runNode(['-r', 'throughline/register', '-e', print]).ended;
    expect(stdout).toContain('register.js');
    expect(stdout).not.toMatch(/register\/otlp|@opentelemetry/);
  });
});

const missing = [(await postgresAnswers()) ? [] : ['PostgreSQL'], (await redisAnswers()) ? [] : ['Redis']].flat();
const NOT_HERE = missing.length === 0 ? '' : ` (not here: no ${missing.join(', no ')} that asks for no password)`;

/** What one request is, in one service. */
const inOne = (id: string): string[] => [
  'GET',
  `GET > own ${id}`,
  `GET > own ${id} > query ${id}`,
  `GET > own ${id} > query ${id} > SELECT`,
  `GET > own ${id} > SET`,
];

/** The paths in a trace of a request that the second service answers, too. Redis and HTTP both have a GET. */
const treeOf = (id: string): string[] => {
  const own = `GET > own ${id}`;
  return [
    ...inOne(id),
    `${own} > GET`,
    `${own} > GET`,
    ...[...inOne(id), `${own} > GET`].map((path) => `${own} > GET > ${path}`),
  ].toSorted();
};

/** Sends so many requests at once, and gives the ids of those that were answered; `act` is called after the fiftieth answer. */
async function sendAtOnce(url: string, count: number, act = (): void => {}): Promise<string[]> {
  let answered = 0;
  const send = async (id: string): Promise<void> => {
    await get(`${url}/${id}`);
    if (++answered === 50) act();
  };
  const ids = Array.from({ length: count }, (_, i) => `r${i}r`);
  const answers = await Promise.allSettled(ids.map(send));
  return ids.filter((_, i) => answers[i]?.status === 'fulfilled');
}

/** The spans of each trace, by the id of its request. */
function byRequest(spans: readonly ExportedSpan[]): Map<string, ExportedSpan[]> {
  const traces = new Map<string, ExportedSpan[]>();
  for (const span of spans) traces.set(span.traceId, [...(traces.get(span.traceId) ?? []), span]);
  const idOf = (trace: readonly ExportedSpan[]): string =>
    /r\d+r/.exec(trace.map(({ name }) => name).join())?.[0] ?? '';
  return new Map([...traces.values()].map((trace) => [idOf(trace), trace]));
}

describe.skipIf(missing.length > 0)(
  `PostgreSQL, Redis and a second service, with no change to the application${NOT_HERE}`,
  () => {
    async function startPair(receiver: Receiver, env: Record<string, string> = {}): Promise<[ServedApp, ServedApp]> {
      const second = await start(receiver, { SERVERS: '1', ...env });
      const first = await start(receiver, {
        SERVERS: '1',
        NEXT: second.url,
        THROUGHLINE_PROPAGATE: second.url,
        ...env,
      });
      return [first, second];
    }

    it.each(['http/json', 'http/protobuf'])(
      '200 requests at once are one tree each, by %s',
      async (protocol) => {
        const receiver = await startReceiver('http');
        const [first, second] = await startPair(receiver, {
          OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
          OTEL_BSP_MAX_QUEUE_SIZE: '10000',
        });
        const ids = await sendAtOnce(first.url, 200);
        expect(ids).toHaveLength(200);
        await Promise.all([first.stop(), second.stop()]);
        const traces = byRequest(receiver.spans);
        expect(traces.size).toBe(200);
        for (const id of ids) expect(paths(traces.get(id) ?? []), id).toEqual(treeOf(id));
      },
      120_000,
    );

    it('a process that is ended in the middle has sent whole trees of all that it answered', async () => {
      const receiver = await startReceiver('http');
      const [first, second] = await startPair(receiver, { OTEL_BSP_MAX_QUEUE_SIZE: '10000' });
      const ids = await sendAtOnce(first.url, 100, () => first.child.kill('SIGTERM'));
      expect((await first.ended).signal).toBe('SIGTERM');
      await second.stop();
      const traces = byRequest(receiver.spans);
      expect(ids.length).toBeGreaterThanOrEqual(50);
      for (const id of ids) expect(paths(traces.get(id) ?? []), id).toEqual(treeOf(id));
    }, 120_000);
  },
);
