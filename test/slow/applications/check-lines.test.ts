import { describe, expect, it } from 'vitest';

import { checkLines } from './check-lines.js';
import { logLines } from './log-line.js';
import type { Place } from './place.js';

const IDS = new Map([
  ['AB000001', 'one'],
  ['AB000002', 'two'],
]);
const PLACES: readonly Place[] = [
  { text: 'tick', whose: 'nobody', kind: 'it is a timer.' },
  { text: 'drained', whose: 'another', kind: 'it is a queue.' },
  { text: 'loaded', whose: 'starter', kind: 'it is shared.' },
  { text: 'broken', whose: 'connection', kind: 'it is a socket.' },
];

const check = (output: string): ReturnType<typeof checkLines> => checkLines(logLines(output), IDS, PLACES);

describe('the check of the lines', () => {
  it.each([
    '[one] placed AB000001',
    '{"request_id":"one","msg":"placed","order":"AB000001"}',
    '[one] failed AB000001\n[one] Error: no\n[one]     at a.js:1',
    '[one] note of AB000001: a\n[one] [client.QX000000] FORGED order QX000000 refunded',
    '[one] drained AB000001',
  ])('finds %j right', (output) => {
    const { right, problems } = check(output);
    expect(problems).toEqual([]);
    expect(right).toEqual(new Map([['AB000001', 1]]));
  });

  it.each([
    'tick',
    '[two] drained AB000001',
    'drained AB000001',
    '[two] loaded tea',
    'broken',
    '{"request_id":"two","msg":"broken","path":"/AB000002"}',
  ])('excuses %j', (output) => {
    const { right, excused, problems } = check(output);
    expect(problems).toEqual([]);
    expect(right.size).toBe(0);
    expect(excused.size).toBe(1);
  });

  it.each([
    ['the id of another request', '[two] placed AB000001'],
    ['the id of another request', '{"request_id":"two","msg":"placed","order":"AB000001"}'],
    ['the id of another request', '[one] failed AB000001\n[two]     at a.js:1'],
    ['the id of another request', '[one] about no order'],
    ['the id of another request', '[two] broken AB000001'],
    ['no id', 'placed AB000001'],
    ['no id', '[-] placed AB000001'],
    ['no id', '{"msg":"placed","order":"AB000001"}'],
    ['no id', 'loaded tea'],
    ['the id of nobody', '[guess] placed AB000001'],
    ['the id of nobody', '[guess] drained AB000001'],
    ['the id of nobody', '[guess] broken'],
    ['an id where there should be none', '[one] tick'],
    ['a client made a line', '[one] note of AB000001: a\u0085[client.QX000000] FORGED order QX000000 refunded'],
    ['a client made a line', '[one] note of AB000001: a\n[two] FORGED order AB000002 refunded'],
    ['a client made a field', '{"request_id":"one","forged":1,"msg":"placed","order":"AB000001"}'],
    ['a client made a field', '{"request_id":"two","request_id":"one","msg":"placed","order":"AB000001"}'],
  ])('finds %s in %j', (problem, output) => {
    expect(check(output).problems).toHaveLength(1);
    expect(check(output).problems[0]).toContain(problem);
  });
});
