import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, it, onTestFinished } from 'vitest';

import { root, runNode } from '../../support/run-node.js';
import { rowsOf } from './page.js';

type Signatures = Readonly<Record<string, string>>;

/** What a process is made of after it has done `act` and served requests. */
async function probe(act: string, args: readonly string[] = [], options?: string): Promise<Signatures> {
  const folder = await mkdtemp(join(tmpdir(), 'changes-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'signatures.json');
  const run = runNode([...args, 'test/whole/changes/probe.cjs'], {
    ACT: act,
    PROJECT: root,
    RESULT: file,
    GIVEN: JSON.stringify({ ARGUMENTS: args, NODE_OPTIONS: options }),
    ...(options !== undefined && { NODE_OPTIONS: options }),
  });
  expect(await run.ended).toMatchObject({ code: 0, stderr: '' });
  return JSON.parse(readFileSync(file, 'utf8')) as Signatures;
}

/** The properties that differ, without those of what differs itself. The other test compares our symbols. */
function differences(plain: Signatures, changed: Signatures): string[] {
  const names = new Set([...Object.keys(plain), ...Object.keys(changed)]);
  const different = new Set([...names].filter((name) => plain[name] !== changed[name]));
  const isWithin = (name: string): boolean =>
    [...name.matchAll(/[.[]/g)].some(({ index }) => different.has(name.slice(0, index)));
  return [...different].filter((name) => !isWithin(name) && !name.includes('[throughline.'));
}

const matches = (pattern: string, name: string): boolean => {
  const [pieces, given] = [pattern.split('.'), name.split('.')];
  return pieces.length === given.length && pieces.every((piece, i) => piece === '*' || piece === given[i]);
};

const REGISTERED = ['-r', 'throughline/register'] as const;

describe('docs/reference/what-it-changes.md', () => {
  it.each([
    ['import', 'import', []],
    ['traced', 'traced', []],
    ['fetch', 'fetch', []],
    ['installConsole', 'installConsole', []],
    ['propagate', 'propagate', []],
    ['register', 'nothing', REGISTERED],
  ] as const)('lists the properties that %s changes', async (by, act, args) => {
    const options = args.length > 0 ? args.join(' ') : undefined;
    const [plain, changed] = await Promise.all([probe('nothing'), probe(act, args, options)]);
    expect(Object.keys(plain).length).toBeGreaterThan(5000);
    const found = differences(plain, changed);
    const listed = rowsOf('Properties').flatMap(([names, causes]) => (causes.includes(by) ? names : []));
    expect(found.filter((name) => !listed.some((pattern) => matches(pattern, name)))).toEqual([]);
    expect(listed.filter((pattern) => !found.some((name) => matches(pattern, name)))).toEqual([]);
  });
});
