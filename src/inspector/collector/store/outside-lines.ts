import type { LineList, LineView, OutsideLine } from '../../api.js';
import type { LineFilter } from './line-filter.js';

const MOST = 2000;

/** A line with the bytes that it takes. */
interface Held {
  line: OutsideLine;
  readonly bytes: number;
}

/** The latest lines that stand in no request, within a bound: 2,000 of them, and so many bytes. */
export class OutsideLines {
  readonly #bytesAtMost: number;
  #held: Held[] = [];
  #bytes = 0;
  #last = 0;
  #dropped = 0;

  constructor(bytesAtMost: number) {
    this.#bytesAtMost = bytesAtMost;
  }

  add(line: LineView, service: string, lostBy: readonly string[], bytes: number): OutsideLine {
    const added = { ...line, sequence: ++this.#last, service, lostBy };
    this.#held.push({ line: added, bytes });
    this.#bytes += bytes;
    let over = 0;
    while (this.#held.length - over > MOST || this.#bytes > this.#bytesAtMost)
      this.#bytes -= (this.#held[over++] as Held).bytes;
    if (over > 0) this.#held.splice(0, over);
    this.#dropped += over;
    return added;
  }

  /** The line of this sequence, of which it is known now that the request of this key may have written it; `undefined` where it is held no more. */
  markLost(sequence: number, key: string): OutsideLine | undefined {
    const held = this.#held.find(({ line }) => line.sequence === sequence);
    if (held === undefined) return undefined;
    held.line = { ...held.line, lostBy: [...held.line.lostBy, key] };
    return held.line;
  }

  /** Those that the filter asks for, the newest first. */
  find({ text = '', service, before = Infinity, limit = 100 }: LineFilter): LineList {
    const part = text.toLowerCase();
    const found = this.#held
      .map(({ line }) => line)
      .filter(
        (line) =>
          line.sequence < before &&
          (service === undefined || line.service === service) &&
          line.text.toLowerCase().includes(part),
      )
      .toReversed();
    const lines = found.slice(0, limit);
    return { lines, next: found.length > limit ? lines.at(-1)?.sequence : undefined, dropped: this.#dropped };
  }

  clear(): void {
    this.#held = [];
    this.#bytes = 0;
  }
}
