import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { appendFile, cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';

import type {
  CodePlace,
  FindingView,
  InspectorStatus,
  LineList,
  OutsideLine,
  RequestDetail,
} from '../../../src/inspector/api.js';
import { type Developing, developing } from '../../support/inspector/developing.js';
import { noTerminal } from '../../support/inspector/terminal.js';
import { root, runNode } from '../../support/run-node.js';

const APP = 'test/slow/inspector/app.mjs';

/** The line of the application that a place is. */
function codeAt(place: CodePlace | undefined): string | undefined {
  return place && readFileSync(place.file, 'utf8').split('\n')[place.line - 1];
}

async function urlOf(run: Developing): Promise<string> {
  const [, port] = await run.find(/port (\d+)/);
  return `http://127.0.0.1:${port}`;
}

it('shows a request with its lines, spans, tasks and variables, each with the line of the application', async () => {
  const run = await developing([APP]);
  const url = await urlOf(run);
  const response = await fetch(`${url}/order?session=abc&page=2`, { headers: { authorization: 'Bearer x' } });
  expect(await response.text()).toBe('seven');
  const order = await run.detail('path=/order&state=ended');
  expect(order).toMatchObject({
    service: 'throughline',
    id: response.headers.get('x-request-id'),
    status: 200,
    query: 'session=(redacted)&page=2',
    headers: { authorization: '(redacted)' },
  });
  expect(order.lines.map(({ level, text, place }) => [level, text, codeAt(place)])).toEqual([
    ['info', 'in stock', expect.stringContaining("log.info({ stock: rows[0].stock }, 'in stock')")],
    ['warn', 'nearly sold out', expect.stringContaining("console.warn('nearly sold out')")],
    ['info', 'charged', expect.stringContaining("console.log('charged')")],
    ['info', 'notified', expect.stringContaining("console.log('notified')")],
  ]);
  expect(order.spans.map(({ name, kind }) => [name, kind])).toEqual([
    ['GET /order', 'server'],
    ['SELECT', 'client'],
    ['charge', 'internal'],
    ['notify', 'internal'],
    ['GET', 'client'],
  ]);
  expect(order.spans.slice(1).map(({ place }) => codeAt(place))).toEqual([
    expect.stringContaining('pool.query('),
    expect.stringContaining("withSpan('charge'"),
    expect.stringContaining("withSpan('notify'"),
    expect.stringContaining('await fetch('),
  ]);
  expect(order.spans.at(-1)?.attributes['url.full']).toMatch(/\/stock\?token=\(?redacted\)?$/i);
  expect(order.variables.map(({ variable, value, place }) => [variable, value, codeAt(place)])).toEqual([
    ['user', '{ name: "ann", token: (redacted) }', expect.stringContaining('CTX_USER.set(')],
    ['password', '(redacted)', expect.stringContaining('CTX_PASSWORD.set(')],
    ['user', '"bob"', expect.stringContaining("CTX_USER.run('bob'")],
  ]);
  const byId = new Map(order.tasks.map((task) => [task.id, task]));
  for (const { parent } of order.tasks.slice(1)) expect(byId.has(parent as number)).toBe(true);
  expect(order.spans.at(-1)?.duration).toBeGreaterThan(0);
  expect(await run.detail('kind=job')).toMatchObject({ name: 'warm-up', lines: [{ text: 'warm' }] });
});

it('names the line that repeats a query, not that of the function through which all queries go', async () => {
  const run = await developing([APP]);
  await fetch(`${await urlOf(run)}/queries`).then(async (response) => response.text());
  const { spans, repeated } = await run.detail('path=/queries&state=ended');
  const [, query] = spans;
  expect(codeAt(query?.place)).toContain('return pool.query(text, values)');
  expect(codeAt(query?.callers?.[0])).toContain('of [1, 2, 3]) await ask(');
  expect(repeated.map(({ count, place, spanId }) => [count, codeAt(place), spanId])).toEqual([
    [3, expect.stringContaining('of [1, 2, 3]) await ask('), query?.spanId],
  ]);
});

it('shows the error that ended a job, with the code around it', async () => {
  const run = await developing([APP]);
  await fetch(`${await urlOf(run)}/fail`).then(async (response) => response.text());
  const { error, errors } = await run.detail('status=error');
  expect([error, errors[0]?.name]).toEqual(['TypeError: broken', 'TypeError']);
  expect(codeAt(errors[0]?.place)).toContain("throw new TypeError('broken');");
  expect(errors[0]?.code.map(({ text }) => text.trim())).toContain("throw new TypeError('broken');");
});

it('shows headers and errors as they were, whatever the application changes in them', async () => {
  const run = await developing([APP]);
  const headers = { 'x-tenant': 'ours', 'x-user': 'ann', cookie: 'a=b' };
  await fetch(`${await urlOf(run)}/changes`, { headers }).then(async (response) => response.text());
  const changes = await run.detail('path=/changes&state=ended');
  expect(changes.headers).toMatchObject({ 'x-tenant': 'ours', 'x-user': 'ann', cookie: '(redacted)' });
  const { errors } = await run.detail('kind=job&path=changing');
  expect(errors).toMatchObject([{ message: 'broken', stack: expect.stringMatching(/^TypeError: broken\n +at /) }]);
});

it('tells how long a request ran, of the time that it took', async () => {
  for (const more of [[], ['--no-doctor']]) {
    const run = await developing([...more, APP]);
    const url = await urlOf(run);
    await Promise.all([1, 2].map(async () => (await fetch(`${url}/busy`)).text()));
    for (const { ran = 0, duration = 0 } of await run.requests('path=/busy&state=ended', 2)) {
      expect(ran).toBeGreaterThanOrEqual(59);
      expect(ran).toBeLessThan(duration - 140); // it waits for 150, less what a timer is early
    }
  }
});

it('shows what the doctor found in a request', async () => {
  const run = await developing([APP]);
  const url = await urlOf(run);
  for (const path of ['/listen', '/place']) await fetch(url + path).then(async (response) => response.text());
  await run.requests('path=/place&state=ended');
  const { findings } = await run.ask<{ findings: readonly FindingView[] }>('/api/findings');
  expect(findings).toMatchObject([{ code: 'TL_DOC_MIXED', grade: 'sure', count: 1 }]);
  expect(codeAt(findings[0]?.place)).toContain('console.log(`saw ${path}`)');
  for (const path of ['/listen', '/place']) expect((await run.detail(`path=${path}`)).findings).toEqual(findings);
  run.child.kill('SIGTERM');
  expect((await run.ended).stderr).not.toContain('TL_DOC_MIXED'); // signals are the application's alone
});

it('shows a WebSocket as a request that runs until it is closed', async () => {
  const run = await developing([APP]);
  const socket = new WebSocket((await urlOf(run)).replace('http', 'ws'));
  await once(socket, 'open');
  socket.send('one');
  socket.send('two');
  await run.find(/message two/);
  const detail = await run.detail('kind=websocket&state=running&text=two');
  expect(detail.lines.map(({ text }) => text)).toEqual(['message one', 'message two']);
  socket.close();
  expect(await run.requests('kind=websocket&state=ended')).toHaveLength(1);
});

it('shows values whole where it is asked to', async () => {
  const run = await developing(['--no-doctor', '--show-values', APP]);
  await fetch(`${await urlOf(run)}/order?session=abc`).then(async (response) => response.text());
  const { query, variables } = await run.detail('path=/order&state=ended');
  expect([query, ...variables.map(({ value }) => value)]).toEqual([
    'session=abc',
    '{ name: "ann", token: "hidden" }',
    '"hunter2"',
    '"bob"',
  ]);
  const span = { traceId: 'e'.repeat(32), spanId: 'e'.repeat(16), name: 'of another' };
  const attributes = [{ key: 'password', value: { stringValue: 'hunter3' } }];
  const body = JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [{ ...span, attributes }] }] }] });
  await run.ask('/v1/traces', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  expect((await run.detail('kind=trace')).spans[0]?.attributes).toEqual({ password: 'hunter3' });
});

it('sends a request again, without its secrets, and gives the command for that', async () => {
  const run = await developing(['--no-doctor', APP]);
  const url = await urlOf(run);
  await fetch(`${url}/stock?a=1`, { headers: { cookie: 'a=b', 'x-tenant': 'ours' } });
  const { key } = await run.detail('path=/stock&state=ended');
  const headers = { 'x-throughline-inspector': '1', 'content-type': 'application/json' };
  const replayed = await run.ask(`/api/requests/${key}/replay`, { method: 'POST', headers });
  expect(replayed).toMatchObject({ status: 200, requestId: expect.stringMatching(/^[0-9a-f]{32}$/) as string });
  const [again] = await run.requests('path=/stock&state=ended', 2);
  const detail = await run.ask<RequestDetail>(`/api/requests/${again?.key}`);
  expect(detail).toMatchObject({ query: 'a=1', headers: { 'x-tenant': 'ours' } });
  expect(detail.headers).not.toHaveProperty('cookie');
  expect(await run.askText(`/api/requests/${key}/curl`)).toContain(`curl -X 'GET' '${url}/stock?a=1'`);
});

it('answers the commands of the same project', async () => {
  const runtime = await mkdtemp(join(tmpdir(), 'runtime-'));
  onTestFinished(() => rm(runtime, { recursive: true }));
  const env = { XDG_RUNTIME_DIR: runtime };
  const printed = async (...args: string[]): Promise<string> => {
    const { stdout, stderr } = await runNode(['bin/throughline.js', ...args], env).ended;
    return stdout + stderr;
  };
  expect(await printed('requests')).toContain('no inspector runs for this project');
  const run = await developing([APP], env);
  const response = await fetch(`${await urlOf(run)}/order`);
  await run.requests('path=/order&state=ended');
  expect(await printed('requests', '--path', '/order', '--status=2xx')).toMatch(
    / 200 .* 5 spans, 4 lines +GET \/order\n$/,
  );
  const id = response.headers.get('x-request-id') as string;
  expect(await printed('request', id.slice(0, 12))).toMatch(
    /^GET \/order\n[^]*\nid +[0-9a-f]{32}\n[^]*Spans\n[^]*charge +test\/slow\/inspector\/app\.mjs:\d+\n/,
  );
  expect(await printed('logs', id)).toMatch(/ warn +test\/slow\/inspector\/app\.mjs:\d+ +nearly sold out\n/);
  expect(JSON.parse(await printed('request', id, '--json'))).toMatchObject({ id });
  expect(await printed('requests', '--color', 'red')).toContain(
    'there is no filter --color. There are --path, --status,',
  );
  expect(await printed('findings')).toBe('There are none.\n');
  for (const path of ['/listen', '/place']) await fetch((await urlOf(run)) + path).then((each) => each.text());
  await run.requests('path=/place&state=ended');
  expect(await printed('findings')).toMatch(
    /^TL_DOC_MIXED  test\/slow\/inspector\/app\.mjs:\d+  once\n(?:  .+\n)+\n {6}import \{ bind\w* \} from 'throughline';\n\n {6}.*bind\w*\(.+\n(?: {6}.+\n)*\n  npx throughline explain TL_DOC_MIXED\n$/,
  );
  expect(JSON.parse(await printed('findings', '--json'))).toMatchObject([{ code: 'TL_DOC_MIXED', count: 1 }]);
  expect(await printed('findings', 'all')).toContain('it takes only --json');
  expect(await printed('request', 'nowhere')).toContain('There is no such request');
}, 90_000);

it('goes on after a crash, with what was under way as lost', async () => {
  const run = await developing([APP]);
  const url = await urlOf(run);
  await fetch(`${url}/crash`).catch(() => {});
  await run.find(/the application has ended/);
  expect(await run.requests('path=/crash')).toMatchObject([{ state: 'lost' }]);
  run.child.kill('SIGINT');
  await run.ended;
});

it('ends as the application ends', async () => {
  const run = await developing([APP, 'job']);
  expect(await run.ended).toMatchObject({ code: 0, signal: null });
  const other = await developing([APP]);
  await urlOf(other);
  other.child.kill('SIGTERM');
  expect(await other.ended).toMatchObject({ signal: 'SIGTERM' });
  const asTsx = await developing([APP, 'exits-by-itself']);
  await urlOf(asTsx);
  asTsx.child.kill('SIGINT');
  expect(await asTsx.ended).toMatchObject({ code: 130 });
});

it.skipIf(noTerminal.isLacking)(`stays in a terminal when a job ends, but not in CI${noTerminal.note}`, async () => {
  const run = await developing([APP, 'job'], { CI: '' }, root, process.execPath, true);
  await run.find(/the application has ended\..*until you press Ctrl-C: http/);
  expect(await run.requests('kind=job')).toMatchObject([{ name: 'nightly', state: 'ended' }]);
  const inCi = await developing([APP, 'job'], { CI: 'true' }, root, process.execPath, true);
  expect((await inCi.ended).stdout).not.toContain('has ended');
});

it('stays through the restarts of --watch', async () => {
  const folder = await mkdtemp('test/slow/inspector/watched-');
  onTestFinished(() => rm(folder, { recursive: true }));
  const app = join(folder, 'app.mjs');
  await cp(APP, app);
  const run = await developing(['--watch', app]);
  const first = await urlOf(run);
  await fetch(`${first}/pid`).then(async (response) => response.text());
  const hanging = fetch(`${first}/hang`).catch(() => {});
  await run.requests('path=/hang');
  const before = run.lines.length;
  await appendFile(app, '\n// changed\n');
  await hanging;
  for (let tries = 0; tries < 200 && !run.lines.slice(before).some((line) => /port \d+/.test(line)); tries++)
    await new Promise((resolve) => setTimeout(resolve, 50));
  const second = run.lines
    .slice(before)
    .join('\n')
    .match(/port (\d+)/)?.[1];
  await fetch(`http://127.0.0.1:${second}/pid`).then(async (response) => response.text());
  expect(await run.requests('path=/pid&state=ended', 2)).toHaveLength(2);
  expect(await run.requests('path=/hang')).toMatchObject([{ state: 'lost' }]);
  expect(await run.requests('kind=job', 2)).toHaveLength(2);
});

it('shows the requests of the workers of a cluster', async () => {
  const run = await developing([APP, 'cluster'], { APP_PORT: '0' });
  const url = await urlOf(run);
  await run.requests('kind=job', 2);
  for (let count = 0; count < 8; count++) await fetch(`${url}/pid`, { headers: { connection: 'close' } });
  expect(await run.requests('path=/pid&state=ended', 8)).toHaveLength(8);
  const { services } = await run.ask<InspectorStatus>('/api/status');
  expect(services.filter(({ isConnected }) => isConnected)).toHaveLength(2); // the primary tells of nothing
});

it('shows the application that npm starts, and not npm', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'with-npm-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'package.json'), '{ "name": "shop", "scripts": { "start": "node app.js" } }');
  await writeFile(join(folder, 'app.js'), "console.log('is', process.pid); setInterval(() => {}, 1000);");
  const run = await developing(['--no-doctor', 'npm', 'start'], {}, folder);
  const [, pid] = await run.find(/^is (\d+)$/);
  onTestFinished(() => void process.kill(Number(pid))); // a shell between may not pass a signal on
  let lines: readonly OutsideLine[];
  do ({ lines } = await run.ask<LineList>('/api/lines'));
  while (lines.length === 0);
  expect(lines.map(({ service, text }) => [service, text])).toEqual([['shop', `is ${pid}`]]);
  const { services } = await run.ask<InspectorStatus>('/api/status');
  expect(services.map(({ name }) => name)).toEqual(['shop']);
});

it('shows what a child process did, however short it lived', async () => {
  const run = await developing([APP, 'child']);
  const [job] = await run.requests('kind=job&state=ended');
  expect(job).toMatchObject({ name: 'nightly', counts: { lines: 1 } });
});

it('holds no more than it may, however many requests come', async () => {
  const run = await developing(['--memory=4', '--no-doctor', APP]);
  const url = await urlOf(run);
  const total = 50_000;
  let sent = 0;
  const client = async (): Promise<void> => {
    while (sent++ < total) await fetch(`${url}/stock`).then(async (response) => response.text());
  };
  await Promise.all(Array.from({ length: 50 }, client));
  let status: InspectorStatus;
  do {
    status = await run.ask<InspectorStatus>('/api/status');
  } while (status.started + status.dropped < total);
  expect(status.bytes).toBeLessThanOrEqual(4 * 2 ** 20);
  expect(status.held).toBeLessThan(10_000);
  expect(status.started).toBeGreaterThan(total / 2);
}, 120_000);
