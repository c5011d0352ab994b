/** What ends a style, and the numbers that begin it. Not among them: what hides text (8), and what lets it blink (5, 6). */
const STYLES: readonly (readonly [end: number, ...begins: readonly number[]])[] = [
  [22, 1, 2],
  [23, 3],
  [24, 4, 21],
  [25],
  [27, 7],
  [28],
  [29, 9],
  [39, ...from(30, 38), ...from(90, 97)],
  [49, ...from(40, 48), ...from(100, 107)],
  [55, 53],
];
const END_OF: ReadonlyMap<number, number> = new Map(
  STYLES.flatMap(([end, ...begins]) => [end, ...begins].map((number) => [number, end] as const)),
);

/** How many numbers follow 38 or 48 and the number that says which kind of colour it is. Source: ISO 8613-6. */
const OF_COLOUR: Readonly<Record<string, number>> = { 5: 1, 2: 3 };

/** Some terminals leave out what is behind that many. */
const MAX_NUMBERS = 16;

/** The colours and styles that a text sets on a terminal. Source: ECMA-48, 8.3.117 (SGR), and ISO 8613-6 for the colours. */
export class TerminalStyle {
  static readonly CODE: RegExp = /\u001b\[[\d;]*m/;
  static readonly #RESET = '\u001b[0m';
  readonly #open = new Set<number>();

  /** Takes over what a code sets. Says whether it is one of colours and styles alone: others change nothing here. */
  accept(code: string): boolean {
    const numbers = stylesIn(code);
    if (numbers === undefined) return false;
    for (const number of numbers) this.#set(number);
    return true;
  }

  /** Ends what was set: what to write before anything that is not to look so. */
  reset(): string {
    if (this.#open.size === 0) return '';
    this.#open.clear();
    return TerminalStyle.#RESET;
  }

  #set(number: number): void {
    const end = END_OF.get(number);
    if (end === undefined) this.#open.clear();
    else if (end === number) this.#open.delete(end);
    else this.#open.add(end);
  }
}

/** The numbers of styles in a code, read as a terminal does; `undefined` if there is anything else, or half a colour. */
function stylesIn(code: string): number[] | undefined {
  const given = code.slice('\u001b['.length, -1).split(';');
  const styles: number[] = [];
  for (let at = 0; at < given.length; at++) {
    const number = Number(given[at]);
    if (number !== 0 && !END_OF.has(number)) return undefined;
    styles.push(number);
    if (number !== 38 && number !== 48) continue;
    const length = OF_COLOUR[given[at + 1] ?? ''] ?? 0;
    const colour = given.slice(at + 2, at + 2 + length);
    if (length === 0 || colour.length < length || colour.includes('')) return undefined;
    at += 1 + length;
  }
  return given.length > MAX_NUMBERS ? undefined : styles;
}

function from(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
