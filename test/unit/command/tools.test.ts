import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, it, onTestFinished, vi } from 'vitest';

import { TOOLS } from '../../../src/command/mcp/tools.js';
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
  const agent = await fakeAgent(collector.ingest, [started(1)]);
  await until(() => collector.store.held === 1, 20);
  onTestFinished(announce(projectFolder(process.cwd()), collector) as () => void);
  const call = async (name: string, args: object): Promise<unknown> => TOOLS[name]?.call(args as never);
  const huge = 'x'.repeat(100_000);
  const none = Object.create(null) as object;
  for (const request of ['', huge, '\ud800', undefined, null, 1, {}, none, ['1']])
    await expect(call('get_request', { request })).rejects.toThrow('request is a text of 1 to 1024 characters');
  for (const request of ['..', '.', '../status', '1/otlp', '1?a=#', '%2e%2e%2fstatus', '__proto__'])
    await expect(call('get_logs', { request })).rejects.toThrow('There is no such request');
  for (const given of [{ path: huge }, { status: {} }, { path: none }, { limit: Number.NaN }, { text: null }])
    await expect(call('list_requests', given)).rejects.toThrow('is a text of at most 1024 characters, or a number');
  for (const given of [{ [huge]: 1 }, { constructor: 'x' }, { other: 1 }])
    await expect(call('list_requests', given)).rejects.toThrow('there is no filter');
  await expect(call('list_requests', { limit: 1e9 })).rejects.toThrow('limit is a number from 1 to 500');
  expect(await call('get_request', { request: '1' })).toMatchObject({ key: '1' });
  expect(await call('list_requests', { path: '\ud800' })).toMatchObject({ requests: [] });
  await agent.end();
});
