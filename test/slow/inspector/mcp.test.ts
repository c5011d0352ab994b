import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { expect, it, onTestFinished } from 'vitest';

import { folderOf } from '../../support/frameworks/installed.js';
import { developing } from '../../support/inspector/developing.js';
import { cleanEnv, root, runNode } from '../../support/run-node.js';

const folder = folderOf('mcp');
const required = createRequire(`${folder}/package.json`);

it('lets an assistant read what the inspector knows, and change nothing', async () => {
  const runtime = await mkdtemp(join(tmpdir(), 'runtime-'));
  onTestFinished(() => rm(runtime, { recursive: true }));
  const env = { XDG_RUNTIME_DIR: runtime };
  const run = await developing([`${root}/test/slow/inspector/app.mjs`], env, folder);
  const [, port] = await run.find(/port (\d+)/);
  await fetch(`http://127.0.0.1:${port}/order`);
  await run.requests('path=/order&state=ended');

  const { Client } = required('@modelcontextprotocol/sdk/client/index.js');
  const { StdioClientTransport } = required('@modelcontextprotocol/sdk/client/stdio.js');
  const client = new Client({ name: 'test', version: '1.0.0' });
  const args = [`${root}/bin/throughline.js`, 'mcp'];
  await client.connect(new StdioClientTransport({ command: process.execPath, args, cwd: folder, env: cleanEnv(env) }));
  onTestFinished(() => client.close());
  const call = async (name: string, given: object): Promise<{ isError?: boolean; text: string }> => {
    const { isError, content } = await client.callTool({ name, arguments: given });
    return { isError, text: content[0].text };
  };

  const { tools } = await client.listTools();
  expect(tools.map(({ name }: { name: string }) => name)).toEqual([
    'list_requests',
    'get_request',
    'get_logs',
    'list_outside_lines',
    'list_findings',
  ]);
  for (const { annotations } of tools) expect(annotations.readOnlyHint).toBe(true);
  const { requests } = JSON.parse((await call('list_requests', { path: '/order', status: '2xx' })).text);
  expect(requests).toMatchObject([{ name: 'GET /order' }]);
  const request = JSON.parse((await call('get_request', { request: requests[0].id })).text);
  expect(request.spans).toHaveLength(5);
  expect(JSON.parse((await call('get_logs', { request: requests[0].key })).text)).toHaveLength(4);
  expect(JSON.parse((await call('list_findings', {})).text)).toEqual({ findings: [] });
  expect(await call('list_requests', { status: 'good' })).toEqual({
    isError: true,
    text: 'status must be 500, 5xx or error',
  });
});

it('answers what is no right call in one sentence', async () => {
  const child = spawn(process.execPath, [`${root}/bin/throughline.js`, 'mcp'], { cwd: folder, env: cleanEnv({}) });
  onTestFinished(() => void child.kill());
  const answers = createInterface(child.stdout)[Symbol.asyncIterator]();
  const ask = async (method: string, params: unknown): Promise<unknown> => {
    child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })}\n`);
    return JSON.parse((await answers.next()).value as string) as unknown;
  };
  const wrong = async (params: unknown): Promise<string> => {
    const { result } = (await ask('tools/call', params)) as { result: { isError: true; content: [{ text: string }] } };
    expect(result.isError).toBe(true);
    return result.content[0].text;
  };
  expect(await wrong({})).toBe(
    'name must be one of list_requests, get_request, get_logs, list_outside_lines, list_findings',
  );
  expect(await wrong({ name: 7 })).toMatch(/^name must be one of/);
  expect(await wrong({ name: 'get_request', arguments: ['x'] })).toBe('arguments must be an object');
  expect(await wrong({ name: 'get_request', arguments: { request: 7 } })).toBe(
    'request must be a text of 1 to 1024 characters',
  );
  expect(await wrong({ name: 'list_requests', arguments: { path: 'x'.repeat(100_000) } })).toBe(
    'path must be a text of at most 1024 characters, or a number',
  );
  expect(await ask('tools/list', { cursor: 7 })).toMatchObject({ result: { tools: { length: 5 } } });
  expect(await ask('prompts/list', {})).toMatchObject({ error: { code: -32_601, message: 'Method not found' } });
});

it('says what it needs', async () => {
  const { ended } = runNode([`${root}/bin/throughline.js`, 'mcp'], {}, tmpdir());
  expect(await ended).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('npm install --save-dev @modelcontextprotocol/sdk') as string,
  });
});
