import { escapeCharacter, UNSAFE, writtenLength } from '../log-value.js';

/** What no line may hold, but tabs and the colours of terminals. */
const ALL_UNSAFE = new RegExp(String.raw`(?!\t|\u001b\[[\d;]*m)${UNSAFE.source}`, 'g');
const LINE_BREAK = /(\r\n|[\n\r\v\f\u0085\u2028\u2029])/;
const EACH = /[^]/g;

/** How many bytes the prefixes may have that the text does not pay for. */
const ROOM = 16_384;

/**
 * The lines of a text that comes in pieces, each but the first with a prefix, so that none passes for a line of another
 * request. Where the prefixes would have more bytes than the text so far and 16 KiB, a line break is written as an escape.
 */
export class PrefixedLines {
  readonly #prefix: string;
  readonly #length: number;
  #room = ROOM;
  #isEmpty = true;

  constructor(prefix: string) {
    this.#prefix = prefix;
    this.#length = writtenLength(`\n${prefix} `);
    this.#room -= this.#length;
  }

  add(piece: string): string {
    const parts = piece.split(LINE_BREAK); // each second one is a line break
    return parts.map((part, index) => (index % 2 === 0 ? this.#text(part) : this.#lineBreak(part))).join('');
  }

  #text(part: string): string {
    return part === '' ? '' : this.#goOn(part, part.replaceAll(ALL_UNSAFE, escapeCharacter));
  }

  #lineBreak(part: string): string {
    if (this.#room < this.#length) return this.#goOn(part, part.replaceAll(EACH, escapeCharacter));
    this.#room -= this.#length;
    this.#isEmpty = true;
    return `\n${this.#prefix}`;
  }

  #goOn(part: string, written: string): string {
    const space = this.#isEmpty ? ' ' : '';
    this.#isEmpty = false;
    this.#room += part.length;
    return space + written;
  }
}
