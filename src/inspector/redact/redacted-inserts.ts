import { isSecret, REDACTED } from './redact.js';

/** `INSERT INTO users (name, password) VALUES `, with the names of the columns. */
const INSERT =
  /\b(?:insert|replace)\s{1,20}(?:(?:low_priority|delayed|high_priority|ignore)\s{1,20}){0,2}into\s{1,20}[^\s(]{1,200}\s{0,20}\(([^()]{1,4000})\)\s{0,20}(?:overriding\s{1,20}\w{1,20}\s{1,20}value\s{1,20})?values?\s{0,20}(?=\()/gi;

/** What stands for a value, or for none. */
const NO_VALUE = /^(?:\$\d{1,5}|\?\d{0,5}|[:@]\w{1,100}|%s|%\(\w{1,100}\)s|null|default)$/i;

/** Between two rows. */
const NEXT_ROW = /\s{0,20},\s{0,20}(?=\()/y;

/** A quote, also one in a text that stands in another text. */
const QUOTE = /\\*'/y;

/** A text without the values of columns with a secret name, in each `INSERT` of SQL. It takes time in proportion to the length of the text. */
export function withoutInsertedValues(text: string): string {
  let shown = '';
  let from = 0;
  INSERT.lastIndex = 0;
  for (let found = INSERT.exec(text); found !== null; found = INSERT.exec(text)) {
    const columns = (found[1] as string).split(',').map((name) => isSecret(name));
    if (!columns.includes(true)) continue;
    let at: number | undefined = INSERT.lastIndex;
    while (at !== undefined) {
      const items = itemsOf(text, at);
      for (const { start, end } of hiddenItems(text, items, columns)) {
        shown += `${text.slice(from, start)}'${REDACTED}'`;
        from = end;
      }
      INSERT.lastIndex = items.at(-1)?.end ?? text.length;
      at = nextRow(text, INSERT.lastIndex + 1);
    }
  }
  return shown + text.slice(from);
}

interface Item {
  readonly start: number;
  readonly end: number;
}

/** Where there are not as many as columns, nobody knows which one is which. */
function hiddenItems(text: string, items: readonly Item[], columns: readonly boolean[]): readonly Item[] {
  return items
    .filter((_, at) => columns[at] === true || items.length !== columns.length)
    .map(({ start, end }) => {
      const item = text.slice(start, end);
      return { start: end - item.trimStart().length, end: start + item.trimEnd().length };
    })
    .filter(({ start, end }) => start < end && !NO_VALUE.test(text.slice(start, end)));
}

/** Where the next row begins, behind one that ends at `at`. */
function nextRow(text: string, at: number): number | undefined {
  NEXT_ROW.lastIndex = at;
  return NEXT_ROW.test(text) ? NEXT_ROW.lastIndex : undefined;
}

/** What stands between the commas of a row, which begins with its bracket; up to the end of the text where it is cut. */
function itemsOf(text: string, row: number): readonly Item[] {
  const items: Item[] = [];
  let start = row + 1;
  let depth = 1;
  let at = start;
  for (; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === "'" || character === '\\') at = endOfText(text, at) - 1;
    else if (character === '(') depth++;
    else if (character === ')' && --depth === 0) break;
    else if (character === ',' && depth === 1) {
      items.push({ start, end: at });
      start = at + 1;
    }
  }
  return [...items, { start, end: at }];
}

/** Behind a text in quotes: two quotes in it are one, as is one behind a backslash. */
function endOfText(text: string, start: number): number {
  QUOTE.lastIndex = start;
  const quote = QUOTE.exec(text)?.[0];
  if (quote === undefined) return start + 1;
  let at = start + quote.length;
  for (;;) {
    const end = text.indexOf(quote, at);
    if (end === -1) return text.length;
    at = end + quote.length;
    if (text.startsWith(quote, at)) at += quote.length;
    else if (quote !== "'" || !isEscaped(text, end)) return at;
  }
}

function isEscaped(text: string, at: number): boolean {
  let count = 0;
  while (text.charAt(at - 1 - count) === '\\') count++;
  return count % 2 === 1;
}
