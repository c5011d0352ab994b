/** After these a slash begins a regular expression; after all else it divides. */
const BEFORE_REGEX =
  /(?:^|[(,=:[!&|?{};+\-*%~^<>]|\b(?:return|typeof|case|in|of|delete|void|throw|new|do|else|await|yield))$/;

const REGEX = /\/(?:[^\\/[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;
const COMMENT = /\/\/[^\n]*|\/\*.*?(?:\*\/|$)/sy;
const STRING = /'(?:[^'\\\n]|\\.)*'?|"(?:[^"\\\n]|\\.)*"?/sy;

/** The text of a module with blanks in place of its comments, strings and regular expressions: each character keeps its place. */
export function codeOnly(text: string): string {
  return new Scan(text).result();
}

class Scan {
  readonly #text: string;
  readonly #parts: string[] = [];
  #at = 0;
  /** The last word or sign of code before this place. */
  #last = '';

  constructor(text: string) {
    this.#text = text;
  }

  result(): string {
    this.#code(false);
    return this.#parts.join('');
  }

  /** Up to the end, or to the brace that closes a place in a template. */
  #code(isInTemplate: boolean): void {
    let depth = 0;
    while (this.#at < this.#text.length) {
      const character = this.#text[this.#at] as string;
      if (this.#blank(COMMENT)) continue;
      if (character === '`') {
        this.#template();
      } else if (this.#blank(STRING) || (character === '/' && BEFORE_REGEX.test(this.#last) && this.#blank(REGEX))) {
        this.#last = '"';
      } else {
        if (character === '{') depth++;
        if (character === '}' && --depth < 0 && isInTemplate) return;
        this.#keep(character);
      }
    }
  }

  #template(): void {
    this.#skip(1);
    while (this.#at < this.#text.length) {
      const character = this.#text[this.#at];
      if (character === '`') break;
      if (character === '$' && this.#text[this.#at + 1] === '{') {
        this.#skip(2);
        this.#last = '{';
        this.#code(true);
        this.#skip(1);
      } else {
        this.#skip(character === '\\' ? 2 : 1);
      }
    }
    this.#skip(1);
    this.#last = '"';
  }

  #keep(character: string): void {
    this.#parts.push(character);
    this.#at++;
    if (/\s/.test(character)) return;
    const goesOn = /\w$/.test(this.#last) && /\w/.test(character) && /\w/.test(this.#text[this.#at - 2] ?? '');
    this.#last = goesOn ? this.#last + character : character;
  }

  #blank(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at;
    const [found] = pattern.exec(this.#text) ?? [];
    if (!found) return false;
    this.#skip(found.length);
    return true;
  }

  #skip(length: number): void {
    const lines = this.#text.slice(this.#at, this.#at + length).split('\n');
    this.#parts.push(lines.map((line) => ' '.repeat(line.length)).join('\n'));
    this.#at += length;
  }
}
