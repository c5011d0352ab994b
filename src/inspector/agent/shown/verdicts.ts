import { showing } from '../../redact/redact.js';

/** Once so many are known, no more are remembered: a client may send new ones with each request. */
const MOST = 500;

/** Longer ones come once. */
const MAX_LENGTH = 300;

/** Remembers what a rule says of a text: the same few come with each request, and a rule takes ten times as long as to look it up. */
export class Verdicts {
  readonly #rule: (text: string) => boolean;
  readonly #known = new Map<string, boolean>();

  constructor(rule: (text: string) => boolean) {
    this.#rule = rule;
  }

  of(text: string): boolean {
    if (showing.isAll || text.length > MAX_LENGTH) return this.#rule(text);
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    const verdict = this.#rule(text);
    if (this.#known.size < MOST) this.#known.set(text, verdict);
    return verdict;
  }
}
