import { isSecret, isSecretField, REDACTED, SECRET_WORD } from './redact.js';

/** Longer ones are no names. */
const MAX_NAME = 100;

const NAME_CHARACTER = /[\w$-]/;
const REST_OF_NAME = /[\w$-]*/y;

/** What may stand between a name and its value, as `util.inspect` prints them or code has them: `' =>`, `: string =`, `??`. */
const OPERATOR =
  /['"]?\)?\]?(?:\??:\s{0,4}[A-Za-z][\w<>[\]| ]{0,40}?(?=\s{0,4}=))?\s{0,8}(=>|:|={1,3}|!==?|\?\?=?|\|\|=?)\s{0,8}/y;

/**
 * What may stand before a value: `process.env.X ??` in code, calls that only write a value in another form, such as `Buffer.from(`, and how
 * `util.inspect` begins what a getter gives.
 */
const BEFORE_VALUE =
  /\[Getter(?:\/Setter)?: |[\w$.?![\]]{1,80}\s{0,4}(?:\?\?|\|\|)\s{0,4}(?=['"`])|(?:await\s{1,4})?(?:new\s{1,4})?(?:[\w$]{1,40}(?:\(\))?\.){0,3}(?:from|String|atob|btoa|parse|encode|decode|create(?:Secret|Private)Key|importKey)\(\s{0,20}(?=['"`])|String\.raw(?=`)/y;

/** A text in quotes, or as much of it as its line has. */
const QUOTED = /'(?:[^'\\\n]|\\.)*'?|"(?:[^"\\\n]|\\.)*"?|`(?:[^`\\]|\\[^])*`?/y;

/** The same in JSON that stands in a text of JSON. */
const ESCAPED = /\\{1,3}"[^"\n]*"/y;

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

/** `value: `, of an object that has the name behind it: `{ value: 'x', name: 'password' }`; a few other parts may stand between. */
const VALUE_FIRST = /(?<![\w$])(?:value|val)\\{0,3}['"]?\s{0,4}:\s{0,4}/g;
const NAME_BEHIND =
  /,(?:\s{0,8}\\{0,3}['"]?\w{1,20}\\{0,3}['"]?:\s{0,8}(?:'[^'\n]{0,40}'|"[^"\n]{0,40}"|[\w.]{1,20}),){0,3}\s{0,8}\\{0,3}['"]?(?:name|field|header|param|label|key)\\{0,3}['"]?\s{0,4}:\s{0,4}\\{0,3}['"]([\w-]{1,60})\\{0,3}['"]/iy;

/** `api-key` and `private-token`, but not `auth-service`, which begins a line. */
const SECRET_HEADER = /-(?:key|token|secret|password|signature|credentials?|session-id)$/i;

/** A header as text has it: `x-api-key: `. In code, nothing that has a `-` stands before a colon without quotes. */
const COLON = /:[ \t]{0,4}(?=[^\s'"`[{(<$])/y;
const SCHEME = /(?:basic|bearer|digest|negotiate|token|api-?key|aws4-hmac-sha256|hawk|oauth) /iy;
const PAIR = /[^\s=;,:'"`]{1,200}=/y;
const WORD = /(?:(?!\\[rn])[^\s,;'"`])+/y;
const REST_OF_LINE: Readonly<Record<string, RegExp>> & { readonly whole: RegExp } = {
  "'": /(?:(?!\\[rn])[^\r\n'])*/y,
  '"': /(?:(?!\\[rn])[^\r\n"])*/y,
  '`': /(?:(?!\\[rn])[^\r\n`])*/y,
  whole: /(?:(?!\\[rn])[^\r\n])*/y,
};

/** `key="user:1"` of a line, or of a tag; in code, something stands before it. */
const START_OF_FIELD = /(?:^|(?<!\b(?:const|let|var))[\s])$/;

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
export function withoutNamedValues(given: string): string {
  const text = withoutValuesBeforeNames(given);
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

/** Without the value of `{ value: 'x', name: 'password' }`: only texts and numbers, which end where they end. */
function withoutValuesBeforeNames(text: string): string {
  let shown = '';
  let from = 0;
  VALUE_FIRST.lastIndex = 0;
  for (let found = VALUE_FIRST.exec(text); found !== null; found = VALUE_FIRST.exec(text)) {
    const value = scalarAt(text, VALUE_FIRST.lastIndex);
    NAME_BEHIND.lastIndex = value?.end ?? 0;
    const [, name] = value === undefined ? [] : (NAME_BEHIND.exec(text) ?? []);
    if (value === undefined || name === undefined || !isSecret(name)) continue;
    shown += text.slice(from, value.start) + value.shown;
    from = value.end;
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
  const ofHeader = headerAt(text, start, end);
  if (ofHeader !== undefined) return ofHeader;
  const operator = matchAt(OPERATOR, text, end);
  if (operator !== undefined) {
    if (operator === '=' && isPlainField(text, start, end)) return undefined;
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

/** `key="user:1"`, which is no secret. */
function isPlainField(text: string, start: number, end: number): boolean {
  if (isSecretField(text.slice(start, end)) || text.charAt(end + 1) !== '"') return false;
  return START_OF_FIELD.test(text.slice(Math.max(0, start - 8), start));
}

/** The value of a header, if the name is one: of a cookie or of credentials, the rest of the line. */
function headerAt(text: string, start: number, end: number): Value | undefined {
  const name = text.slice(start, end).replace(/^[nr](?=[A-Z])/, ''); // behind `\n` that is written out
  const colon = matchAt(COLON, text, end);
  if (colon === undefined) return undefined;
  const at = end + colon.length;
  const isCookie = /^(?:set-)?cookie$/i.test(name);
  const isLine = isCookie ? matchAt(PAIR, text, at) : /authorization$/i.test(name) && matchAt(SCHEME, text, at);
  if (isLine) {
    const rest = REST_OF_LINE[text.charAt(start - 1)] ?? REST_OF_LINE.whole;
    return { start: at, end: at + (matchAt(rest, text, at) ?? '').length, shown: REDACTED };
  }
  if (isCookie || !name.includes('-') || !(HEADER.test(name) || (isSecretField(name) && SECRET_HEADER.test(name))))
    return undefined;
  return { start: at, end: at + (matchAt(WORD, text, at) ?? '').length, shown: REDACTED };
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
  const plain = plainAt(text, start);
  if (plain !== undefined) return plain;
  const kind = matchAt(KIND, text, start);
  return kind === undefined ? undefined : { start, end: endOfObject(text, start + kind.length), shown: REDACTED };
}

/** A number, or bytes. */
function plainAt(text: string, start: number): Value | undefined {
  const plain = matchAt(NUMBER, text, start) ?? matchAt(BYTES, text, start);
  return plain === undefined ? undefined : { start, end: start + plain.length, shown: REDACTED };
}

/** A text in quotes, also one in JSON that stands in a text of JSON; a number, or bytes. */
function scalarAt(text: string, start: number): Value | undefined {
  const quoted = matchAt(ESCAPED, text, start) ?? matchAt(QUOTED, text, start);
  if (quoted === undefined) return plainAt(text, start);
  const [quote = ''] = /^\\*['"`]/.exec(quoted) ?? [];
  return { start, end: start + quoted.length, shown: quote + REDACTED + quote };
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
