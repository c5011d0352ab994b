import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';

import { projectFolder } from '../../../src/inspector/running/project-folder.js';
import { announce, findRunning } from '../../../src/inspector/running/running-inspector.js';

const RUNNING = { address: 'http://127.0.0.1:4319', token: 'abcdefghijklmnopqrstuvwxyz' };
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
  expect(findRunning('/shop')).toEqual(RUNNING);
  expect(findRunning('/other')).toBeUndefined();
  const folder = join(base, OWN);
  const [file = ''] = readdirSync(folder);
  expect([statSync(folder).mode & 0o777, statSync(join(folder, file)).mode & 0o777]).toEqual([0o700, 0o600]);
  conceal?.();
  expect(findRunning('/shop')).toBeUndefined();
});

it('keeps what a later one of the same project wrote', () => {
  const conceal = announce('/shop', RUNNING);
  const later = { ...RUNNING, address: 'http://127.0.0.1:4320' };
  announce('/shop', later);
  conceal?.();
  expect(findRunning('/shop')).toEqual(later);
});

it('gives the project back to an earlier one that still runs', () => {
  announce('/shop', RUNNING);
  announce('/shop', { ...RUNNING, address: 'http://127.0.0.1:4320' })?.();
  expect(findRunning('/shop')).toEqual(RUNNING);
});

it('trusts no folder and no file that somebody else may write', () => {
  mkdirSync(join(base, OWN));
  chmodSync(join(base, OWN), 0o755);
  expect(announce('/shop', RUNNING)).toBeUndefined();
  chmodSync(join(base, OWN), 0o700);
  announce('/shop', RUNNING);
  const [file = ''] = readdirSync(join(base, OWN));
  chmodSync(join(base, OWN, file), 0o644);
  expect(findRunning('/shop')).toBeUndefined();
});

it('follows no link', () => {
  const elsewhere = join(base, 'elsewhere');
  mkdirSync(elsewhere, { mode: 0o700 });
  symlinkSync(elsewhere, join(base, OWN));
  expect(announce('/shop', RUNNING)).toBeUndefined();
});

it.each([
  '{',
  '[]',
  '{"address":"http://evil.example:4319","token":"abcdefghijklmnopqrstuvwxyz"}',
  '{"address":"http://127.0.0.1:4319/","token":"abcdefghijklmnopqrstuvwxyz"}',
  '{"address":"http://127.0.0.1:4319","token":"a\\r\\nb: c"}',
])('takes nothing from %s', (text) => {
  announce('/shop', RUNNING);
  const [file = ''] = readdirSync(join(base, OWN));
  writeFileSync(join(base, OWN, file), text);
  expect(findRunning('/shop')).toBeUndefined();
});

it('knows a project by its package.json', () => {
  mkdirSync(join(base, 'shop/src/deep'), { recursive: true });
  writeFileSync(join(base, 'shop/package.json'), '{}');
  expect(projectFolder(join(base, 'shop/src/deep'))).toBe(join(base, 'shop'));
});
