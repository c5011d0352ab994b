// A process for one operation, so that the compiler knows no other.
import { strictEqual } from 'node:assert/strict';

import { answer } from '../measure/answer.js';
import { type CaseName, CASES } from './cases.js';

const operation = CASES[process.argv[2] as CaseName];
for (let i = 0; i < 4; i++) strictEqual(isEmpty(operation(i)), false, `header ${i} was refused`);

let kept: unknown;

/** Nanoseconds. */
answer((operations: number): number => {
  const begin = process.hrtime.bigint();
  for (let i = 0; i < operations; i++) kept = operation(i & 3);
  return Number(process.hrtime.bigint() - begin);
});
process.on('exit', () => String(kept));

function isEmpty(result: unknown): boolean {
  if (result === undefined || result === null || result === '') return true;
  return result instanceof Map ? result.size === 0 : typeof result === 'object' && JSON.stringify(result) === '';
}
