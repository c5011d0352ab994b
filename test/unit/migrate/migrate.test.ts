import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type * as Fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';

import { migrate } from '../../../src/migrate/migrate.js';

/** Files of these names behave as if somebody else owned them. */
vi.mock('node:fs', async (load) => {
  const fs = await load<typeof Fs>();
  const denied = (): never => {
    throw Object.assign(new Error('denied'), { code: 'EACCES' });
  };
  return {
    ...fs,
    readFileSync: (file: string) => (file.endsWith('unreadable.js') ? denied() : fs.readFileSync(file)),
    writeFileSync: (file: string, text: string) =>
      file.endsWith('locked.js') ? denied() : fs.writeFileSync(file, text),
  };
});

const TEXT = `require('cls-hooked');\n`;
const folder = mkdtempSync(join(tmpdir(), 'migrate-'));
const read = (name: string): string => String(readFileSync(join(folder, name)));

beforeAll(() => {
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
});
beforeEach(async () => {
  const { writeFileSync: write } = await vi.importActual<typeof Fs>('node:fs');
  for (const name of ['locked.js', 'unreadable.js']) write(join(folder, name), TEXT);
  writeFileSync(join(folder, 'z.js'), TEXT);
});
afterAll(() => rmSync(folder, { recursive: true }));

it('goes on behind a file that it cannot read or write, and says so', async () => {
  const said = vi.spyOn(console, 'error').mockReturnValue();
  expect(await migrate(['--write', folder])).toBe(1);
  const lines = said.mock.calls.map(([line]) => String(line).replace(join(folder, '/'), ''));
  expect(lines).toEqual([
    'unreadable.js: not changed, because it cannot be read or written: denied',
    'locked.js: not changed, because it cannot be read or written: denied',
    '1 of 3 files changed.',
  ]);
  expect([read('locked.js'), read('z.js')]).toEqual([TEXT, `require('throughline/cls-hooked');\n`]);
});
