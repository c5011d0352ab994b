import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

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
    text: 'status is 500, 5xx or error',
  });
});

it('says what it needs', async () => {
  const { ended } = runNode([`${root}/bin/throughline.js`, 'mcp'], {}, tmpdir());
  expect(await ended).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('npm install --save-dev @modelcontextprotocol/sdk') as string,
  });
});
