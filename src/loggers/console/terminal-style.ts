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

/** The colour behind 38 or 48: its numbers are none of styles. */
const COLOUR = /(?<=[[;][34]8);(?:5;\d+|2;\d+;\d+;\d+)(?=[;m])/g;

/** The colours and styles that a text sets on a terminal. Source: ECMA-48, 8.3.117 (SGR), and ISO 8613-6 for the colours. */
export class TerminalStyle {
  static readonly CODE: RegExp = /\u001b\[[\d;]*m/;
  static readonly #RESET = '\u001b[0m';
  readonly #open = new Set<number>();

  /** Takes over what a code sets. Says whether it is one of colours and styles alone: others change nothing here. */
  accept(code: string): boolean {
    const numbers = code.replaceAll(COLOUR, '').slice('\u001b['.length, -1).split(';').map(Number);
    if (!numbers.every((number) => number === 0 || END_OF.has(number))) return false;
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

function from(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
