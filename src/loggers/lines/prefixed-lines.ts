import { escapeCharacter, UNSAFE_BUT_TABS, writtenLength } from '../log-value.js';
import { TerminalStyle } from './terminal-style.js';

/** What no line may hold, but tabs; and codes for terminals, of which it may hold some. */
const CODES_AND_UNSAFE = new RegExp(`${TerminalStyle.CODE.source}|${UNSAFE_BUT_TABS.source}`, 'g');
const LINE_BREAK = /(\r\n|[\n\r\v\f\u0085\u2028\u2029])/;
const EACH = /[^]/g;

/** How many bytes the prefixes may have that the text does not pay for. */
const ROOM = 16_384;

/**
 * The lines of a text that comes in pieces, each but the first with a prefix, so that none passes for a line of another
 * request. Where the prefixes would have more bytes than the text so far and 16 KiB, a line break is written as an escape.
 * Colours and styles end with their line.
 */
export class PrefixedLines {
  readonly #prefix: string;
  readonly #length: number;
  readonly #style = new TerminalStyle();
  #room = ROOM;
  #isEmpty: boolean;

  /** `isBegun`: the text goes on in a line that has a beginning. */
  constructor(prefix: string, isBegun: boolean) {
    this.#prefix = prefix;
    this.#isEmpty = !isBegun;
    this.#length = writtenLength(`\n${prefix} `);
    this.#room -= this.#length;
  }

  add(piece: string): string {
    const parts = piece.split(LINE_BREAK); // each second one is a line break
    return parts.map((part, index) => (index % 2 === 0 ? this.#text(part) : this.#lineBreak(part))).join('');
  }

  /** To be written behind the last piece. */
  end(): string {
    return this.#style.reset();
  }

  #text(part: string): string {
    return part === ''
      ? ''
      : this.#goOn(
          part,
          part.replaceAll(CODES_AND_UNSAFE, (match) => this.#safe(match)),
        );
  }

  #safe(match: string): string {
    if (match.length > 1 && this.#style.accept(match)) return match;
    return escapeCharacter(match) + match.slice(1);
  }

  #lineBreak(part: string): string {
    if (this.#room < this.#length) return this.#goOn(part, part.replaceAll(EACH, escapeCharacter));
    this.#room -= this.#length;
    this.#isEmpty = true;
    return `${this.#style.reset()}\n${this.#prefix}`;
  }

  #goOn(part: string, written: string): string {
    const space = this.#isEmpty ? ' ' : '';
    this.#isEmpty = false;
    this.#room += part.length;
    return space + written;
  }
}
