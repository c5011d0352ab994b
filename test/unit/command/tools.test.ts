import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, it, onTestFinished, vi } from 'vitest';

import { chooseInspector } from '../../../src/command/inspect/choose-inspector.js';
import { readCall } from '../../../src/command/mcp/tools.js';
import { projectFolder } from '../../../src/inspector/running/project-folder.js';
import { announce } from '../../../src/inspector/running/running-inspector.js';
import { collecting } from '../../support/inspector/collecting.js';
import { fakeAgent, started } from '../../support/inspector/fake-agent.js';
import { until } from '../../support/until.js';

it('answers an assistant in words, whatever that sends', async () => {
  const base = mkdtempSync(join(tmpdir(), 'running-'));
  vi.stubEnv('XDG_RUNTIME_DIR', base);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(base, { recursive: true });
  });
  const collector = await collecting();
  const line = { at: 1000, level: 'info', text: 'listening', spanId: '' };
  const agent = await fakeAgent(collector.ingest, [started(1), { type: 'outside', requests: [1], line }]);
  await until(() => collector.store.outside.find({}).lines.length === 1, 20);
  onTestFinished(announce(projectFolder(process.cwd()), { ...collector, application: 'app.js' }) as () => void);
  const call = async (name: unknown, given: unknown): Promise<unknown> => {
    const { tool, args } = readCall({ name, arguments: given });
    return tool.call(chooseInspector(), args);
  };
  const huge = 'x'.repeat(100_000);
  const none = Object.create(null) as object;
  for (const request of ['', huge, '\ud800', undefined, null, 1, {}, none, ['1']])
    await expect(call('get_request', { request })).rejects.toThrow('request must be a text of 1 to 1024 characters');
  for (const request of ['..', '.', '../status', '1/otlp', '1?a=#', '%2e%2e%2fstatus', '__proto__'])
    await expect(call('get_logs', { request })).rejects.toThrow('There is no such request');
  for (const given of [{ path: huge }, { status: {} }, { path: none }, { limit: Number.NaN }, { text: null }])
    await expect(call('list_requests', given)).rejects.toThrow(
      'must be a text of at most 1024 characters, or a number',
    );
  for (const given of [{ [huge]: 1 }, { constructor: 'x' }, { other: 1 }])
    await expect(call('list_requests', given)).rejects.toThrow('list_requests takes no argument ');
  for (const params of [undefined, null, [], 'x', {}])
    expect(() => readCall(params)).toThrow(
      'name must be one of list_requests, get_request, get_logs, list_outside_lines, list_findings',
    );
  for (const name of [7, null, ['get_logs']]) await expect(call(name, {})).rejects.toThrow('name must be one of');
  await expect(call('get_log', {})).rejects.toThrow('there is no tool get_log. Did you mean get_logs? There are list_');
  await expect(call(huge, {})).rejects.toThrow(`there is no tool ${'x'.repeat(40)}. There are list_requests`);
  for (const given of [7, 'x', ['a']])
    await expect(call('get_request', given)).rejects.toThrow('arguments must be an object');
  await expect(call('get_request', {})).rejects.toThrow('request must be a text of 1 to 1024 characters');
  await expect(call('list_findings', { a: 1 })).rejects.toThrow('list_findings takes no argument a. It takes none');
  await expect(call('list_outside_lines', { txt: 'a' })).rejects.toThrow(
    'list_outside_lines takes no argument txt. Did you mean text? It takes text, service, before, limit',
  );
  await expect(call('list_outside_lines', { limit: 'x' })).rejects.toThrow('limit must be a number from 1 to 500');
  expect(await call('list_outside_lines', { text: 'LISTEN', limit: 1 })).toMatchObject({
    lines: [{ text: 'listening', lostBy: ['1'] }],
  });
  await expect(call('list_requests', { limit: 1e9 })).rejects.toThrow('limit must be a number from 1 to 500');
  expect(await call('get_request', { request: '1' })).toMatchObject({ key: '1' });
  expect(await call('list_requests', { path: '\ud800' })).toMatchObject({ requests: [] });
  await agent.end();
});
