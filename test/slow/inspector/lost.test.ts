import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, it, onTestFinished } from 'vitest';

import type { FindingView, LineList, RequestSummary } from '../../../src/inspector/api.js';
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
  while (list.lines.length < 4);
  expect(list.lines.toReversed().map(({ text, lostBy, place }) => [text, lostBy, place?.line])).toEqual([
    ['starting', [], 9],
    [`port ${port}`, [], 38],
    ['paying', [], 11],
    ['was paid', [pay?.key], 29],
  ]);
  const { stdout } = await runNode(['bin/throughline.js', 'logs'], env).ended;
  expect(stdout).toMatch(
    new RegExp(String.raw`  info  test/slow/inspector/lost\.mjs:29  lost by ${pay?.key}  was paid\n$`),
  );
});

it('links lines to the request that lost them, also where the doctor finds that out later', async () => {
  const run = await developing([APP]);
  const [, port] = await run.find(/port (\d+)/);
  const get = async (path: string): Promise<string> =>
    fetch(`http://127.0.0.1:${port}${path}`).then((response) => response.text());
  for (const path of ['/charge/a', '/charge/b', '/later']) await get(path);
  const ended = await run.requests('state=ended', 3);
  const keyOf = (path: string): string => ended.find((each) => each.path === path)?.key ?? 'none';
  let list: LineList;
  do list = await run.ask<LineList>('/api/lines');
  while (list.lines.filter(({ lostBy }) => lostBy.length > 0).length < 3);
  const told = list.lines.map(({ text, lostBy }) => [text, lostBy]);
  expect(told.toReversed().slice(2)).toEqual([
    ['charging a', [keyOf('/charge/a')]],
    ['charging b', [keyOf('/charge/b')]],
    ['answering', [keyOf('/later')]],
  ]);
});

it('marks every request in which a finding is seen, and has the finding once', async () => {
  const run = await developing([APP]);
  const [, port] = await run.find(/port (\d+)/);
  const get = async (path: string): Promise<string> =>
    fetch(`http://127.0.0.1:${port}${path}`).then((response) => response.text());
  for (const path of ['/pay', '/pay', '/listen', '/listen', '/place', '/listen', '/place', '/other']) await get(path);
  const marks = (requests: readonly RequestSummary[]): [string, number][] =>
    requests.map(({ path, counts }) => [path, counts.findings]);
  let requests: readonly RequestSummary[];
  do requests = await run.requests('state=ended', 8);
  while (requests.filter(({ counts }) => counts.findings > 0).length < 7);
  expect(marks(requests).toSorted()).toEqual([
    ['/listen', 1],
    ['/listen', 1],
    ['/listen', 1],
    ['/other', 0],
    ['/pay', 1],
    ['/pay', 1],
    ['/place', 1],
    ['/place', 1],
  ]);
  let findings: readonly FindingView[];
  do ({ findings } = await run.ask<{ findings: readonly FindingView[] }>('/api/findings'));
  while (findings.some(({ code, count }) => count < (code === 'TL_DOC_LOST' ? 2 : 3)));
  expect(findings.map(({ code, count }) => [code, count])).toEqual([
    ['TL_DOC_LOST', 2],
    ['TL_DOC_MIXED', 3],
  ]);
  const detail = await run.detail('path=/pay');
  expect(detail.findings).toMatchObject([{ code: 'TL_DOC_LOST', count: 2 }]);
});
