import { expect, it } from 'vitest';

import { FILTERS, queryOf } from '../../../src/command/inspect/filters.js';
import { readFilter } from '../../../src/inspector/collector/store/request-filter.js';

it('gives the API filters that it knows', () => {
  const examples = {
    status: '5xx',
    state: 'lost',
    kind: 'job',
    attribute: 'a=b',
    duration: '1',
    before: '2',
    limit: '3',
  };
  const values = Object.keys(FILTERS).map((name) => [name, { ...examples }[name] ?? 'x'] as const);
  expect(readFilter(queryOf(values.flatMap(([name, value]) => [`--${name}`, value])))).toMatchObject({
    path: 'x',
    limit: 3,
  });
  expect(queryOf(['--attribute=a=b']).get('attribute')).toBe('a=b');
});

it('names a filter that does not exist, and all that do', () => {
  for (const args of [['--failed'], ['--failed=1'], ['--constructor', 'x']])
    expect(() => queryOf(args)).toThrow(/there is no filter --(?:failed|constructor)\. There are --path, .*--limit$/);
  expect(() => queryOf(['--status'])).toThrow('--status takes 500, 5xx, or error');
  expect(() => queryOf(['orders'])).toThrow('give filters such as');
});
