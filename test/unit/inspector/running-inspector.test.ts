import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';

import { projectFolder } from '../../../src/inspector/running/project-folder.js';
import { announce, findRunning } from '../../../src/inspector/running/running-inspector.js';

const RUNNING = { address: 'http://127.0.0.1:4319', token: 'abcdefghijklmnopqrstuvwxyz', application: 'app.js' };
const OWN = `throughline-${process.getuid?.() ?? userInfo().username}`;

let base = '';
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'running-'));
  vi.stubEnv('XDG_RUNTIME_DIR', base);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(base, { recursive: true });
  });
});

it('finds the inspector of a project, until that ends', () => {
  const conceal = announce('/shop', RUNNING);
  expect(findRunning('/shop')).toEqual([RUNNING]);
  expect(findRunning('/other')).toEqual([]);
  const folder = join(base, OWN);
  const [file = ''] = readdirSync(folder);
  expect([statSync(folder).mode & 0o777, statSync(join(folder, file)).mode & 0o777]).toEqual([0o700, 0o600]);
  conceal?.();
  expect(findRunning('/shop')).toEqual([]);
});

it('keeps what a later one of the same project wrote', () => {
  const conceal = announce('/shop', RUNNING);
  const later = { ...RUNNING, address: 'http://127.0.0.1:4320' };
  announce('/shop', later);
  conceal?.();
  expect(findRunning('/shop')).toEqual([later]);
});

it('finds all that still run, the latest first, in whatever order they end, and none that was killed', () => {
  const at = (port: number): typeof RUNNING => ({ ...RUNNING, address: `http://127.0.0.1:${port}` });
  const [first, second, third] = [1, 2, 3].map((port) => announce('/shop', at(port)));
  announce('/shop/web', at(4));
  expect(findRunning('/shop')).toEqual([at(3), at(2), at(1)]);
  second?.();
  third?.();
  expect(findRunning('/shop')).toEqual([at(1)]);
  announce('/shop', at(5));
  const { pid: killed } = spawnSync(process.execPath, ['-e', '']);
  const file = readdirSync(join(base, OWN)).find((name) => name.endsWith('-5.json')) as string;
  const path = join(base, OWN, file);
  writeFileSync(path, JSON.stringify({ ...(JSON.parse(readFileSync(path, 'utf8')) as object), pid: killed }));
  expect(findRunning('/shop')).toEqual([at(1)]);
  first?.();
  expect(findRunning('/shop')).toEqual([]);
  expect(readdirSync(join(base, OWN))).toHaveLength(1); // that of the other project
});

it('trusts no folder and no file that somebody else may write', () => {
  mkdirSync(join(base, OWN));
  chmodSync(join(base, OWN), 0o755);
  expect(announce('/shop', RUNNING)).toBeUndefined();
  chmodSync(join(base, OWN), 0o700);
  announce('/shop', RUNNING);
  const [file = ''] = readdirSync(join(base, OWN));
  chmodSync(join(base, OWN, file), 0o644);
  expect(findRunning('/shop')).toEqual([]);
});

it('follows no link', () => {
  const elsewhere = join(base, 'elsewhere');
  mkdirSync(elsewhere, { mode: 0o700 });
  symlinkSync(elsewhere, join(base, OWN));
  expect(announce('/shop', RUNNING)).toBeUndefined();
});

it.each([
  ['{}', true],
  ['{"address":"http://evil.example:4319"}', false],
  ['{"address":"http://127.0.0.1:4319/"}', false],
  ['{"token":"a\\r\\nb: c"}', false],
  ['{"pid":"1"}', false],
  ['{"pid":-1}', false],
  ['{"at":"now"}', false],
])('takes what is right from a file, and nothing from one with %s', (wrong, isRight) => {
  announce('/shop', RUNNING);
  const [file = ''] = readdirSync(join(base, OWN));
  const path = join(base, OWN, file);
  const right = JSON.parse(readFileSync(path, 'utf8')) as object;
  writeFileSync(path, JSON.stringify({ ...right, ...(JSON.parse(wrong) as object) }));
  expect(findRunning('/shop')).toEqual(isRight ? [RUNNING] : []);
  for (const text of ['{', '[]']) {
    writeFileSync(path, text);
    expect(findRunning('/shop')).toEqual([]);
  }
});

it('knows a project by its package.json', () => {
  mkdirSync(join(base, 'shop/src/deep'), { recursive: true });
  writeFileSync(join(base, 'shop/package.json'), '{}');
  expect(projectFolder(join(base, 'shop/src/deep'))).toBe(join(base, 'shop'));
});
