// A process for one operation, so that the compiler knows no other.
import { strictEqual } from 'node:assert/strict';

import { measureSlices } from '../measure/measure-slices.js';
import { type CaseName, CASES } from './cases.js';

const name = process.argv[2] as CaseName;
const operation = CASES[name];
for (let i = 0; i < 4; i++) strictEqual(isEmpty(operation(i)), false, `header ${i} was refused`);

let kept: unknown;
process.on('exit', () => String(kept));

await measureSlices(
  {
    [name]: (operations) => {
      for (let i = 0; i < operations; i++) kept = operation(i & 3);
    },
  },
  { operations: 10_000, warmUp: 15 },
);

function isEmpty(result: unknown): boolean {
  if (result === undefined || result === null || result === '') return true;
  return result instanceof Map ? result.size === 0 : typeof result === 'object' && JSON.stringify(result) === '';
}
