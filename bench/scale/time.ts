/** What the loops gave, so that it had to be computed. */
let kept: unknown;

/** How long one operation takes, in nanoseconds: the median of rounds, after as many that are not counted. */
export function time(operations: number, operation: () => unknown, rounds = 15): number {
  const taken = Array.from({ length: 2 * rounds }, () => {
    const begin = process.hrtime.bigint();
    for (let i = 0; i < operations; i++) kept = operation();
    return Number(process.hrtime.bigint() - begin) / operations;
  });
  return taken.slice(rounds).toSorted((a, b) => a - b)[rounds >> 1] as number;
}

process.on('exit', () => String(kept));
