import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, it, onTestFinished } from 'vitest';

import { cleanEnv, root, runNode } from '../../support/run-node.js';
import { until } from '../../support/until.js';

const LOADED = ['register/register', 'inspector/agent/agent'].flatMap((name) => [
  '--require',
  `${root}/dist/cjs/${name}.js`,
]);
const JOB = `import { runJob } from 'throughline/jobs'; runJob({ name: 'once' }, () => console.log('done'));`;

/** A server that keeps what each connection sent. */
async function listener(): Promise<{ address: string; texts: string[]; sockets: Socket[] }> {
  const texts: string[] = [];
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    const at = sockets.push(socket) - 1;
    texts[at] = '';
    socket.setEncoding('utf8').on('data', (text: string) => (texts[at] += text));
    socket.on('error', () => {});
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}#secret-token`, texts, sockets };
}

it('says nothing, and keeps no process alive, where nobody listens', async () => {
  const { ended } = runNode([...LOADED, '--input-type=module', '-e', JOB], {
    THROUGHLINE_INSPECTOR: 'http://127.0.0.1:9#token',
    THROUGHLINE_CONSOLE: 'off',
  });
  expect(await ended).toEqual({ code: 0, signal: null, stdout: 'done\n', stderr: '' });
});

it('keeps no process alive where somebody listens, and sends all of a short one', async () => {
  const { address, texts } = await listener();
  const { ended } = runNode([...LOADED, '--input-type=module', '-e', JOB], { THROUGHLINE_INSPECTOR: address });
  expect(await ended).toMatchObject({ code: 0, stderr: '' });
  await until(() => texts[0]?.includes('"end":{') === true);
  const [head = '', lines = ''] = (texts[0] as string).split('\r\n\r\n');
  expect(head).toMatch(
    /^GET \/ingest HTTP\/1\.1\r\nHost: 127\.0\.0\.1:\d+\r\n[^]*\r\nAuthorization: Bearer secret-token$/,
  );
  expect(
    lines
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { type: string }).type),
  ).toEqual(['hello', 'request', 'task', 'line']);
});

it.each(['process.exit(3)', "throw new Error('broken')"])('sends what it has at %s', async (end) => {
  const { address, texts } = await listener();
  const script = `
    import { runJob } from 'throughline/jobs';
    setTimeout(() => runJob({ name: 'last' }, () => { console.log('last words'); ${end}; }), 200);`;
  await runNode([...LOADED, '--input-type=module', '-e', script], { THROUGHLINE_INSPECTOR: address }).ended;
  await until(() => texts[0]?.includes('last words') === true);
});

it('tells the levels of the methods of console, before the first request, too', async () => {
  const { address, texts } = await listener();
  const script = `
    console.warn('at first');
    console.debug = (text) => process.stdout.write(text + '\\n');
    ${JOB} console.warn('at last'); console.debug('by another'); console.error('at the end');`;
  await runNode([...LOADED, '--input-type=module', '-e', script], { THROUGHLINE_INSPECTOR: address }).ended;
  const levels = (): (string | undefined)[] =>
    ['at first', 'at last', 'by another', 'at the end'].map(
      (text) => new RegExp(`"level":"(\\w+)","text":"${text}`).exec(texts[0] ?? '')?.[1],
    );
  await until(() => !levels().includes(undefined));
  expect(levels()).toEqual(['warn', 'warn', 'debug', 'error']);
});

it('tells each line once where the output is a file', async () => {
  const { address, texts } = await listener();
  const folder = mkdtempSync(join(tmpdir(), 'output-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const output = openSync(join(folder, 'out.txt'), 'w');
  const env = cleanEnv({ THROUGHLINE_INSPECTOR: address });
  const script = `console.log('starting'); ${JOB}`;
  const args = [...LOADED, '--input-type=module', '-e', script];
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', output, 'ignore'] });
  await once(child, 'close');
  closeSync(output);
  await until(() => texts[0]?.includes('"end":{') === true);
  expect((texts[0] as string).match(/"type":"(?:line|outside)"/g)).toEqual(['"type":"outside"', '"type":"line"']);
});

it('connects again, as the same process', async () => {
  const { address, texts, sockets } = await listener();
  runNode([...LOADED, '-e', 'setInterval(() => {}, 1000)'], { THROUGHLINE_INSPECTOR: address });
  const helloIn = (at: number): unknown => /\{"type":"hello".*\}/.exec(texts[at] ?? '')?.[0];
  await until(() => helloIn(0) !== undefined, 5);
  sockets[0]?.destroy();
  await until(() => helloIn(1) !== undefined, 5);
  expect(helloIn(1)).toBe(helloIn(0));
});
