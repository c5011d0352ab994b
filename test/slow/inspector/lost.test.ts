import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, it, onTestFinished } from 'vitest';

import type { LineList } from '../../../src/inspector/api.js';
import { developing } from '../../support/inspector/developing.js';
import { runNode } from '../../support/run-node.js';

const APP = 'test/slow/inspector/lost.mjs';

it('has the lines of no request: those of the start, and those of a lost context with the request that lost it', async () => {
  const runtime = await mkdtemp(join(tmpdir(), 'runtime-'));
  onTestFinished(() => rm(runtime, { recursive: true }));
  const env = { XDG_RUNTIME_DIR: runtime };
  const run = await developing([APP], env);
  const [, port] = await run.find(/port (\d+)/);
  await fetch(`http://127.0.0.1:${port}/listen`).then((each) => each.text());
  await fetch(`http://127.0.0.1:${port}/pay`).then((each) => each.text());
  await run.find(/was paid/);
  const [pay] = await run.requests('path=/pay&state=ended');
  let list: LineList;
  do list = await run.ask<LineList>('/api/lines');
  while (list.lines.length < 3);
  expect(list.lines.toReversed().map(({ text, lostBy, place }) => [text, lostBy, place?.line])).toEqual([
    ['starting', [], 7],
    [`port ${port}`, [], 16],
    ['was paid', [pay?.key], 11],
  ]);
  const { stdout } = await runNode(['bin/throughline.js', 'logs'], env).ended;
  expect(stdout).toMatch(
    new RegExp(String.raw`  info  test/slow/inspector/lost\.mjs:11  lost by ${pay?.key}  was paid\n$`),
  );
});
