/** What the loops gave, so that it had to be computed. */
let kept: unknown;

const ROUNDS = 15;
const ROUND_NANOSECONDS = 2e6;

/** How long one operation takes, in nanoseconds: the median of rounds, after as many that are not counted. */
export function time(operation: () => unknown): number {
  let operations = 1;
  while (round(operations, operation) < ROUND_NANOSECONDS / 2) operations *= 2;
  const taken = Array.from({ length: 2 * ROUNDS }, () => round(operations, operation) / operations);
  return taken.slice(ROUNDS).toSorted((a, b) => a - b)[ROUNDS >> 1] as number;
}

function round(operations: number, operation: () => unknown): number {
  const begin = process.hrtime.bigint();
  for (let i = 0; i < operations; i++) kept = operation();
  return Number(process.hrtime.bigint() - begin);
}

process.on('exit', () => String(kept));
