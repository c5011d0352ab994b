const SCALES: Readonly<Record<string, readonly (readonly [unit: string, size: number])[]>> = {
  ns: [
    ['s', 1e9],
    ['ms', 1e6],
    ['µs', 1e3],
    ['ns', 1],
  ],
  bytes: [
    ['GB', 2 ** 30],
    ['MB', 2 ** 20],
    ['KB', 2 ** 10],
    ['bytes', 1],
  ],
};

/** A figure in the largest unit that it fills, to three digits: `1.25 µs`. */
export function figure(value: number, unit: string): string {
  const scales = SCALES[unit] ?? [[unit, 1]];
  const [name, size] = scales.find(([, least]) => Math.abs(value) >= least) ?? scales[scales.length - 1]!;
  return `${digits(value / size)} ${name}`.trim();
}

/** Three digits that count. */
export function digits(value: number): string {
  const whole = Math.trunc(Math.abs(value));
  return value.toFixed(whole >= 100 ? 0 : whole >= 10 ? 1 : 2);
}
