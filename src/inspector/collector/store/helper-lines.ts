import type { CodePlace } from '../../api.js';

const MOST = 5000;

/**
 * Which lines of an application are those of its helpers, such as the one function that all its queries go through: a line that different
 * lines call. What such a line does again and again is told of the line that calls it.
 */
export class HelperLines {
  /** By a line, the one that calls it; `undefined` where there are several. */
  readonly #callers = new Map<string, string | undefined>();

  /** Learns from the lines that stood on a stack together, the innermost first. */
  learn(places: readonly CodePlace[]): void {
    for (const [at, place] of places.slice(0, -1).entries()) {
      const [line, caller] = [keyOf(place), keyOf(places[at + 1] as CodePlace)];
      if (this.#callers.has(line)) {
        if (this.#callers.get(line) !== caller) this.#callers.set(line, undefined);
      } else if (this.#callers.size < MOST) this.#callers.set(line, caller);
    }
  }

  /** The innermost of these lines that is none of a helper, as far as that is known. */
  tellingOf(places: readonly CodePlace[]): CodePlace | undefined {
    return places.find((place) => !this.#isOfHelper(place)) ?? places.at(-1);
  }

  #isOfHelper(place: CodePlace): boolean {
    const line = keyOf(place);
    return this.#callers.has(line) && this.#callers.get(line) === undefined;
  }
}

function keyOf({ file, line }: CodePlace): string {
  return `${file}:${line}`;
}
