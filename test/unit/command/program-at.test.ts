import { execFileSync } from 'node:child_process';

import { expect, it } from 'vitest';

import { programAt } from '../../../src/command/program-at.js';

it('finds the program behind the options of Node and their values', () => {
  const program = (...args: string[]): string | undefined => args[programAt(args) ?? args.length];
  expect(program('tsx', 'app.ts')).toBe('tsx');
  expect(program('-r', 'tsx', 'app.ts')).toBe('app.ts');
  expect(program('--import', 'tsx', '--import=tsx', '--no-warnings', 'app.ts')).toBe('app.ts');
  expect(program('--inspect', '--max-old-space-size=64', 'next', 'start')).toBe('next');
  expect(program('--no-warnings', '--run', 'start')).toBe('--run');
  expect(program('--run=start', '--', 'node')).toBe('--run=start');
  expect(program('--env-file', '.env', '-C', 'development', '--', 'nest', 'start')).toBe('nest');
});

it('finds none where Node runs something else', () => {
  const none = [[], ['-'], ['--'], ['-r'], ['-r', 'x'], ['--no-warnings']];
  const code = ['-e', '--eval', '-p', '--print', '-pe', '--test'].map((option) => [option, 'node', 'x']);
  for (const args of [...none, ...code, ['--eval=1', 'node'], ['--no-warnings', '-e', '1', 'node']]) {
    expect(programAt(args), args.join(' ')).toBeUndefined();
  }
});

it('knows all options of this Node that take a value', () => {
  const help = execFileSync(process.execPath, ['--help'], { encoding: 'utf8' });
  const options = [...help.matchAll(/^ {2}((?:-\w, )?--?[\w-]+)=\.\.\./gm)].flatMap(([, names]) => names!.split(', '));
  expect(options.length).toBeGreaterThan(40);
  const wrong = options
    .filter((option) => !['-e', '--eval', '--run'].includes(option))
    .filter((option) => programAt([option, 'value', 'app.js']) !== 2);
  expect(wrong).toEqual([]);
});
