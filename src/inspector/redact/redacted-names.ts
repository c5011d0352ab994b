import { isSecret, REDACTED, SECRET_WORD } from './redact.js';

/** Longer ones are no names. */
const MAX_NAME = 100;

const NAME_CHARACTER = /[\w$-]/;
const REST_OF_NAME = /[\w$-]*/y;

/** What may stand between a name and its value, as `util.inspect` prints them or code has them: `' =>`, `: string =`, `??`. */
const OPERATOR =
  /['"]?\)?\]?(?:\??:\s{0,4}[A-Za-z][\w<>[\]| ]{0,40}?(?=\s{0,4}=))?\s{0,8}(=>|:|={1,3}|!==?|\?\?=?|\|\|=?)\s{0,8}/y;

/** What may stand before a value: `process.env.X ??` in code, and how `util.inspect` begins what a getter gives. */
const BEFORE_VALUE = /\[Getter(?:\/Setter)?: |[\w$.?![\]]{1,80}\s{0,4}(?:\?\?|\|\|)\s{0,4}(?=['"`])/y;

/** A text in quotes, or as much of it as its line has. */
const QUOTED = /'(?:[^'\\\n]|\\.)*'?|"(?:[^"\\\n]|\\.)*"?|`(?:[^`\\]|\\[^])*`?/y;

/** What else a long text has, of which `util.inspect` prints each line by itself, such as a key of several lines. */
const NEXT_QUOTED = /\s{0,8}\+\s{0,200}(?=['"`])/y;

/** Numbers that are long enough for a card, or for a code that somebody typed. */
const NUMBER = /-?\d[\d_.]{5,}n?/y;

/** The bytes that `util.inspect` prints. */
const BYTES = /<(?:[A-Z]\w{0,60} )?[\da-f]{2}(?: [\da-f]{2})*[^>\n]{0,40}>?/y;

/** What `util.inspect` prints before an object, or instead of one that is too deep. */
const KIND =
  /(?:(?:[A-Z][\w$]{0,60}(?:\(\d{1,9}\))?|\[[\w$]{1,60}(?:\(\d{1,9}\))?: null prototype\]) )?(?=[[{])(?!\[(?:Object|Array|Function|class|Getter|Setter|Circular))/y;

/** `{ name: 'password', value: `, also with a few other parts between; `{ key: ` is not itself the name of what stands behind it. */
const NAME_OF_PAIR = /(?:name|field|header|param|label|key)['"]?\s{0,4}:\s{0,4}['"]$/i;
const VALUE_OF_PAIR =
  /['"],(?:\s{0,8}['"]?\w{1,20}['"]?:\s{0,8}(?:'[^'\n]{0,40}'|"[^"\n]{0,40}"|[\w.]{1,20}),){0,3}\s{0,8}['"]?(?:value|val)['"]?\s{0,4}:\s{0,8}/y;
const KEY_OF_PAIR = /['"]?\s{0,4}:\s{0,4}['"][\w-]{1,60}(?=['"])/y;

/** `[ 'password', `, and `]` behind the value; names of headers in a longer list of names and values. */
const START_OF_LIST = /\[\s{0,8}['"]$/;
const NEXT_OF_LIST = /['"],\s{0,8}(?=['"`])/y;
const END_OF_LIST = /\s{0,8}\]/y;
const HEADER = /^(?:(?:proxy-)?authorization|(?:set-)?cookie|x-[\w-]*(?:key|token|secret|auth)[\w-]*)$/i;

/** From where to where a value stands, and what is put there. */
interface Value {
  readonly start: number;
  readonly end: number;
  readonly shown: string;
}

/**
 * A text without the values behind names that are secret, as `util.inspect` prints them and code has them: `{ password: 'x' }`,
 * `const password = 'x'`, `{ name: 'password', value: 'x' }`, `[ 'authorization', 'x' ]`. Only what is in quotes, long numbers, and objects and
 * lists that are printed: `password is x` stays. It takes time in proportion to the length of the text.
 */
export function withoutNamedValues(text: string): string {
  let shown = '';
  let from = 0;
  SECRET_WORD.lastIndex = 0;
  for (let found = SECRET_WORD.exec(text); found !== null; found = SECRET_WORD.exec(text)) {
    const [start, end] = nameAround(text, found.index, from);
    const value = isSecret(text.slice(start, end)) ? valueBehind(text, start, end) : undefined;
    if (value !== undefined) {
      shown += text.slice(from, value.start) + value.shown;
      from = value.end;
    }
    SECRET_WORD.lastIndex = Math.max(end, from);
  }
  return shown + text.slice(from);
}

function nameAround(text: string, at: number, least: number): readonly [start: number, end: number] {
  let start = at;
  while (start > least && at - start < MAX_NAME && NAME_CHARACTER.test(text.charAt(start - 1))) start--;
  return [start, at + (matchAt(REST_OF_NAME, text, at) as string).length];
}

function valueBehind(text: string, start: number, end: number): Value | undefined {
  if (end - start > MAX_NAME) return undefined;
  const before = text.slice(Math.max(0, start - 24), start);
  if (/^key$/i.test(text.slice(start, end))) {
    const key = matchAt(KEY_OF_PAIR, text, end);
    if (key !== undefined && matchAt(VALUE_OF_PAIR, text, end + key.length) !== undefined) return undefined;
  }
  const operator = matchAt(OPERATOR, text, end);
  if (operator !== undefined) {
    const at = end + operator.length;
    return valueAt(text, at + (matchAt(BEFORE_VALUE, text, at) ?? '').length, /:|=>/.test(operator));
  }
  const ofPair = NAME_OF_PAIR.test(before) ? matchAt(VALUE_OF_PAIR, text, end) : undefined;
  if (ofPair !== undefined) return valueAt(text, end + ofPair.length, true);
  const next = /['"]$/.test(before) ? matchAt(NEXT_OF_LIST, text, end) : undefined;
  const inList = next === undefined ? undefined : valueAt(text, end + next.length, false);
  if (inList === undefined || HEADER.test(text.slice(start, end))) return inList;
  const isPair = START_OF_LIST.test(before) && matchAt(END_OF_LIST, text, inList.end) !== undefined;
  return isPair ? inList : undefined;
}

/** The value that begins there; of what is printed, objects and numbers, too: code is rather to be seen. */
function valueAt(text: string, start: number, isPrinted: boolean): Value | undefined {
  const quoted = matchAt(QUOTED, text, start);
  if (quoted !== undefined) {
    const quote = quoted.charAt(0);
    return quoted.length === 2 && quoted.endsWith(quote)
      ? undefined
      : { start, end: endOfTexts(text, start + quoted.length), shown: quote + REDACTED + quote };
  }
  if (!isPrinted) return undefined;
  const plain = matchAt(NUMBER, text, start) ?? matchAt(BYTES, text, start);
  if (plain !== undefined) return { start, end: start + plain.length, shown: REDACTED };
  const kind = matchAt(KIND, text, start);
  return kind === undefined ? undefined : { start, end: endOfObject(text, start + kind.length), shown: REDACTED };
}

/** Where the texts end that are joined by `+` from here on. */
function endOfTexts(text: string, start: number): number {
  let end = start;
  for (let plus = matchAt(NEXT_QUOTED, text, end); plus !== undefined; plus = matchAt(NEXT_QUOTED, text, end)) {
    end += plus.length;
    end += (matchAt(QUOTED, text, end) as string).length;
  }
  return end;
}

/** Where what begins with a bracket ends; the end of the text where it is cut. */
function endOfObject(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const character = text.charAt(at);
    if (/["'`]/.test(character)) at += Math.max(0, (matchAt(QUOTED, text, at) ?? '').length - 1);
    else if (/[[{]/.test(character)) depth++;
    else if (/[\]}]/.test(character) && --depth === 0) return at + 1;
  }
  return text.length;
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}
