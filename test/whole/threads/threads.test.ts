import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { describe, expect, it } from 'vitest';

import { folderOf } from '../../support/frameworks/installed.js';
import { findNodes } from '../../support/nodes.js';
import { cleanEnv, root } from '../../support/run-node.js';

const HERE = 'test/whole/threads';
const LIBRARIES = ['piscina/dist/main.js', 'tinypool/dist/index.js'].map(
  (file) => `${folderOf('threads')}/node_modules/${file}`,
);
const NODES = findNodes();

async function print(node: string, file: string): Promise<Record<string, unknown>> {
  const args = [`${HERE}/${file}`, ...LIBRARIES];
  const { stdout } = await promisify(execFile)(node, args, { cwd: root, env: cleanEnv(), timeout: 60_000 });
  return JSON.parse(stdout) as Record<string, unknown>;
}

describe.each([NODES[0], NODES.at(-1)].filter((node, i, all) => all.indexOf(node) === i))('on $name', (node) => {
  const path = node?.path ?? '';

  it('200 tasks at once run in the contexts of those who posted them, and their answers come to those who asked', async () => {
    const { 'the data of a thread': started, ...ways } = await print(path, 'main.mjs');
    expect(started).toEqual({ start: 'request-7', end: 'request-7' });
    const { 'callbacks by a key, not bound': unbound, 'tinypool with processes, by JSON': json, ...kept } = ways;
    expect(unbound).toEqual({ right: 200, ofAsker: 0 }); // why the docs say to bind them
    expect(json).toEqual({ right: 0, ofAsker: 200 }); // why they name this limit
    expect(Object.keys(kept)).toHaveLength(6);
    for (const [way, counts] of Object.entries(kept)) expect(counts, way).toEqual({ right: 200, ofAsker: 200 });
  });

  it('a thread, a pool or a port that lives on keeps no context of a request that is over', async () => {
    const kept = await print(path, 'keep.mjs');
    expect(Object.keys(kept).length).toBeGreaterThan(0);
    for (const [way, counts] of Object.entries(kept)) expect(counts, way).toEqual({ main: 0, thread: 0 });
  });
});
