import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import { diff } from '../../../src/migrate/diff.js';

const numbers = (count: number): string[] => Array.from({ length: count }, (_, index) => `line ${index}`);

it.each([
  ['the first line', numbers(9), [0]],
  ['the last line', numbers(9), [8]],
  ['lines that follow each other', numbers(9), [3, 4, 6]],
  ['lines far apart', numbers(40), [2, 20, 27, 35]],
  ['the only line', numbers(1), [0]],
] as const)('%s: git applies it', (_, lines, changed) => {
  const folder = mkdtempSync(join(tmpdir(), 'diff-'));
  const file = join(folder, 'file.js');
  for (const end of ['\n', '', '\r\n']) {
    const before = lines.join(end === '\r\n' ? end : '\n') + end;
    const after = lines
      .map((line, index) => ((changed as readonly number[]).includes(index) ? `new ${line}` : line))
      .join(end === '\r\n' ? end : '\n')
      .concat(end);
    writeFileSync(file, before);
    execFileSync('git', ['apply', '-'], { cwd: folder, input: diff('file.js', before, after) });
    expect(readFileSync(file, 'utf8')).toBe(after);
  }
  rmSync(folder, { recursive: true });
});

it('is empty for the same text', () => {
  expect(diff('file.js', 'a\nb', 'a\nb')).toBe('');
});

it('shows what goes, then what comes, with three lines around', () => {
  const before = `${numbers(9).join('\n')}\n`;
  expect(diff('file.js', before, before.replace('line 4\nline 5', 'new 4\nnew 5'))).toBe(
    [
      '--- a/file.js',
      '+++ b/file.js',
      '@@ -2,8 +2,8 @@',
      ' line 1',
      ' line 2',
      ' line 3',
      '-line 4',
      '-line 5',
      '+new 4',
      '+new 5',
      ' line 6',
      ' line 7',
      ' line 8',
      '',
    ].join('\n'),
  );
});

it.runIf(process.platform !== 'win32')('a file whose name has a space, a quote and a tab: git applies it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'diff-'));
  for (const name of ['a é b.js', 'a"b\tc\\d.js']) {
    writeFileSync(join(folder, name), 'old\n');
    execFileSync('git', ['apply', '-'], { cwd: folder, input: diff(name, 'old\n', 'new\n') });
    expect(readFileSync(join(folder, name), 'utf8')).toBe('new\n');
  }
  rmSync(folder, { recursive: true });
});
