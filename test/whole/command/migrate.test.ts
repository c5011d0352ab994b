import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const COMMAND = `${process.cwd()}/bin/throughline.js`;

interface Result {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'migrate-'));
  for (const name of ['src/deep', 'src/node_modules', 'src/.hidden'])
    mkdirSync(join(folder, name), { recursive: true });
  const text = `const cls = require('cls-hooked');\n`;
  for (const name of ['a.js', 'deep/b.ts', 'node_modules/c.js', '.hidden/d.js', 'e.md']) {
    writeFileSync(join(folder, 'src', name), text);
  }
  writeFileSync(join(folder, 'src/other.js'), `import rTracer from 'cls-rtracer';\n`);
});
afterEach(() => rmSync(folder, { recursive: true }));

function run(args: readonly string[], command = COMMAND): Promise<Result> {
  return new Promise((resolve) => {
    execFile(process.execPath, [command, 'migrate', ...args], { cwd: folder }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
    });
  });
}

const read = (name: string): string => readFileSync(join(folder, 'src', name), 'utf8');

describe('throughline migrate', () => {
  it('shows what it would change, and changes nothing', async () => {
    const { code, stdout, stderr } = await run(['src']);
    expect(code).toBe(0);
    expect(stdout.match(/^\+\+\+ .*/gm)).toEqual(['+++ b/src/a.js', '+++ b/src/deep/b.ts']);
    expect(stdout).toContain(`-const cls = require('cls-hooked');\n+const cls = require('throughline/cls-hooked');\n`);
    expect(stderr).toContain('src/other.js:1: cls-rtracer: see the guide "From cls-rtracer". Change it by hand.');
    expect(stderr).toContain('2 of 3 files would change. To change them, add --write.');
    expect(read('a.js')).toContain(`'cls-hooked'`);
  });

  it('changes it with --write, once', async () => {
    expect(await run(['--write', 'src'])).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('2 of 3 files changed.'),
    });
    expect([read('a.js'), read('deep/b.ts')]).toEqual(
      Array(2).fill(`const cls = require('throughline/cls-hooked');\n`),
    );
    for (const name of ['node_modules/c.js', '.hidden/d.js', 'e.md']) expect(read(name)).toContain(`'cls-hooked'`);
    expect((await run(['src'])).stdout).toBe('');
  });

  it('leaves what it cannot parse, says so, and goes on', async () => {
    writeFileSync(join(folder, 'src/a.js'), `import 'cls-hooked'; import from`);
    writeFileSync(join(folder, 'src/latin1.js'), Buffer.from(`require('cls-hooked') // \u00e9`, 'latin1'));
    const { code, stderr } = await run(['--write', 'src']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/src\/a\.js: not changed, because it cannot be parsed: /);
    expect(stderr).toContain('src/latin1.js: not changed, because it cannot be parsed: it is not UTF-8');
    expect(read('a.js')).toContain(`import 'cls-hooked';`);
    expect(read('deep/b.ts')).toContain('throughline/cls-hooked');
  });

  it('goes on when nobody reads the diff to its end', async () => {
    const child = spawn(process.execPath, [COMMAND, 'migrate', '--write', 'src'], { cwd: folder });
    child.stdout.destroy();
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(read('deep/b.ts')).toContain('throughline/cls-hooked');
  });

  it('follows no link in a folder, and leaves what is no file', async () => {
    symlinkSync('a.js', join(folder, 'src/link.js'));
    symlinkSync('nowhere.js', join(folder, 'src/broken.js'));
    symlinkSync('.', join(folder, 'src/loop.js'), 'junction');
    const { code, stdout } = await run(['src']);
    expect([code, stdout.match(/^\+\+\+ .*/gm)]).toEqual([0, ['+++ b/src/a.js', '+++ b/src/deep/b.ts']]);
  });

  it('takes a file once, and names it from the current folder', async () => {
    const { stdout } = await run([join(folder, 'src/a.js'), './src/a.js', 'src/a.js']);
    expect(stdout.match(/^\+\+\+ .*/gm)).toEqual(['+++ b/src/a.js']);
  });

  it('takes a program without an ending, and says of others that they are not in the language', async () => {
    writeFileSync(join(folder, 'www'), `#!/usr/bin/env node\nrequire('cls-hooked');\n`);
    const { code, stdout, stderr } = await run(['www', 'src/e.md']);
    expect([code, stdout]).toEqual([1, expect.stringContaining('+++ b/www')]);
    expect(stderr).toContain('src/e.md: not changed, because it cannot be parsed: it is not JavaScript or TypeScript');
  });

  it.each([[[]], [['--wriet', 'src']]])('%j prints how it is used', async (args) => {
    const { code, stderr } = await run(args);
    expect([code, stderr]).toEqual([1, expect.stringContaining('Usage: throughline migrate')]);
  });

  it('says which file is not there', async () => {
    const { code, stderr } = await run(['nowhere.js']);
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^throughline: ENOENT.*nowhere\.js/)]);
  });

  it('names the parser where it is not installed', async () => {
    for (const name of ['bin', 'dist', 'package.json']) cpSync(name, join(folder, 'copy', name), { recursive: true });
    const { code, stderr } = await run(['src'], join(folder, 'copy/bin/throughline.js'));
    expect([code, stderr]).toEqual([1, 'throughline: oxc-parser is not installed. Run: npm install -D oxc-parser.\n']);
  });
});
