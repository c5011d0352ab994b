import { codeOnly } from './code-only.js';
import { remembered } from './remembered.js';

/** A function in the text of a module. */
export interface FunctionText {
  /** Where it begins: at `async`, `function`, its parameters or its name. */
  readonly start: number;
  /** Behind its last character. */
  readonly end: number;
  /** Whether it is an expression, so that a call can be written around it. */
  readonly isExpression: boolean;
}

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** What looks like a method and is none. */
const STATEMENTS = /\b(?:if|for|while|switch|catch|with|function)\s*$/;

/** The parameters before an arrow, without what they are: a name, or brackets and perhaps the type of what is returned. */
const PARAMETERS = /(?:(?<name>[\w$]+)|(?<close>\))(?:\s*:[^()=;{}]*)?)\s*$/;

/** In characters. Only what a bundler makes is longer, and to read that would hold up the application. */
const MAX_LENGTH = 4_000_000;

/** By the text of a module. */
const read = new Map<string, readonly FunctionText[]>();

/** The functions of a module in JavaScript or TypeScript, as far as that is seen without a parser. */
function functionsIn(text: string): readonly FunctionText[] {
  const code = codeOnly(text);
  const partner = partnersIn(code);
  return [...arrowsIn(code, partner), ...keywordsIn(code, partner), ...methodsIn(code, partner)];
}

/** The functions around a place, the innermost first. */
export function functionsAround(text: string, place: number): readonly FunctionText[] {
  const functions = text.length > MAX_LENGTH ? [] : remembered(read, 64, text, () => functionsIn(text));
  const around = functions.filter(({ start, end }) => start <= place && place < end);
  return around.toSorted((one, other) => other.start - one.start);
}

type Partners = ReadonlyMap<number, number>;

/** From each opening bracket of code to its closing one, and back. What is not closed has no partner. */
export function partnersIn(code: string): Partners {
  const partner = new Map<number, number>();
  const open: number[] = [];
  for (let at = 0; at < code.length; at++) {
    const character = code[at] as string;
    if (Object.hasOwn(CLOSING, character)) open.push(at);
    else if (character === ')' || character === ']' || character === '}') {
      const start = open.pop();
      if (start !== undefined && CLOSING[code[start] as string] === character) partner.set(start, at).set(at, start);
    }
  }
  return partner;
}

function arrowsIn(code: string, partner: Partners): FunctionText[] {
  return [...code.matchAll(/=>/g)].flatMap(({ index }) => {
    const found = PARAMETERS.exec(before(code, index));
    if (found === null) return [];
    const last = index - found[0].length;
    const first = found.groups?.['name'] === undefined ? partner.get(last) : last;
    const end = endOfBody(code, index + 2, partner);
    return first === undefined ? [] : [{ start: withAsync(code, first), end, isExpression: true }];
  });
}

function keywordsIn(code: string, partner: Partners): FunctionText[] {
  return [...code.matchAll(/\bfunction\b\s*\*?\s*[\w$]*\s*(?:<[^>(]*>)?\s*\(/g)].flatMap(({ index, 0: head }) => {
    const end = endOfBlock(code, index + head.length - 1, partner);
    const start = withAsync(code, index);
    const isExpression = /[(,=:[?&|!]\s*$|\b(?:return|await|yield)\s*$/.test(before(code, start));
    return end === undefined ? [] : [{ start, end, isExpression }];
  });
}

function methodsIn(code: string, partner: Partners): FunctionText[] {
  return [...code.matchAll(/[\w$#]+\s*\(/g)].flatMap(({ index, 0: head }) => {
    if (/^(?:if|for|while|switch|catch|with|function)\b/.test(head) || STATEMENTS.test(before(code, index))) return [];
    const end = endOfBlock(code, index + head.length - 1, partner);
    return end === undefined ? [] : [{ start: withAsync(code, index), end, isExpression: false }];
  });
}

/** Of a block that stands behind the brackets of parameters that open at `open`. */
function endOfBlock(code: string, open: number, partner: Partners): number | undefined {
  const close = partner.get(open);
  if (close === undefined) return undefined;
  const [found = ''] = /^\s*(?::[^(){};=]*)?\{/.exec(code.slice(close + 1)) ?? [];
  const end = found === '' ? undefined : partner.get(close + found.length);
  return end === undefined ? undefined : end + 1;
}

/** Of the body of an arrow function, a block or an expression. */
function endOfBody(code: string, from: number, partner: Partners): number {
  const start = from + (/^\s*/.exec(code.slice(from))?.[0].length ?? 0);
  if (code[start] === '{') return (partner.get(start) ?? code.length - 1) + 1;
  for (let at = start; at < code.length; at++) {
    const character = code[at] as string;
    if (Object.hasOwn(CLOSING, character)) at = partner.get(at) ?? code.length;
    else if (/[),;\]}]/.test(character)) return at;
  }
  return code.length;
}

function withAsync(code: string, start: number): number {
  return start - (/\basync\s*$/.exec(before(code, start))?.[0].length ?? 0);
}

/** The text before a place, as far as it matters: a long one takes long to match. */
function before(code: string, place: number): string {
  return code.slice(Math.max(0, place - 200), place);
}

/** Where the parts begin that commas separate between two places. */
export function partsOf(code: string, from: number, to: number): readonly number[] {
  const partner = partnersIn(code);
  const starts = [from];
  for (let at = from; at < to; at++) {
    if (Object.hasOwn(CLOSING, code[at] as string)) at = partner.get(at) ?? to;
    else if (code[at] === ',') starts.push(at + 1);
  }
  const text = (start: number): number => start + (/^\s*/.exec(code.slice(start, to))?.[0].length ?? 0);
  return starts.map((start) => text(start)).filter((start) => start < to);
}
