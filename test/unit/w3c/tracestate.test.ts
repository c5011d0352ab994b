import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { parseTracestate } from '../../../src/w3c/tracestate.js';
import { countWork } from '../../support/count-work.js';
import { fuzz } from '../../support/fuzz.js';

const KEY_CHARS = 'abcdefghijklmnopqrstuvwxyz0123456789_-*/@';
const VALUE_CHARS = String.fromCharCode(...Array.from({ length: 95 }, (_, i) => 0x20 + i)).replaceAll(/[,=]/g, '');

/** The grammar of the specification as one expression: a member without white space around it. */
const MEMBER = /^([a-z\d][\w\-*/@]{0,255})=([\x20-\x2b\x2d-\x3c\x3e-\x7e]{0,255}[\x21-\x2b\x2d-\x3c\x3e-\x7e])$/;

function oracle(header: string): string {
  const members = header.split(',').map((member) => member.replaceAll(/^[ \t]+|[ \t]+$/g, ''));
  const present = members.filter((member) => member !== '');
  const isValid = present.every((member) => MEMBER.test(member) && !/^[^=]*[A-Z]/.test(member));
  if (header.length > 8192 || present.length > 32 || !isValid) return '';
  const first = new Map<string, string>();
  for (const member of present) {
    const key = member.slice(0, member.indexOf('='));
    if (!first.has(key)) first.set(key, member);
  }
  return [...first.values()].join(',');
}

const members = (count: number, from = 1) =>
  Array.from({ length: count }, (_, i) => `bar${String(i + from).padStart(2, '0')}=${i + from}`).join(',');

describe('parseTracestate', () => {
  it.each([
    ['one member', 'rojo=00f067aa0ba902b7', 'rojo=00f067aa0ba902b7'],
    [
      "the specification's example",
      'rojo=00f067aa0ba902b7,congo=t61rcWkgMzE',
      'rojo=00f067aa0ba902b7,congo=t61rcWkgMzE',
    ],
    ['several headers, in order', 'foo=1,bar=2, rojo=1,congo=2, baz=3', 'foo=1,bar=2,rojo=1,congo=2,baz=3'],
    ['an empty header after', 'foo=1, ', 'foo=1'],
    ['an empty header before', ', foo=1', 'foo=1'],
    ['empty members', ',,foo=1,, \t,bar=2,', 'foo=1,bar=2'],
    ['white space around members', 'foo=1 \t , \t bar=2, \t baz=3', 'foo=1,bar=2,baz=3'],
    ['tabs around members', 'foo=1\t \t,\t \tbar=2,\t \tbaz=3', 'foo=1,bar=2,baz=3'],
    ['white space around the list', '\t foo=1 \t', 'foo=1'],
    ['spaces before a value, which belong to it', 'foo=  1', 'foo=  1'],
    ['spaces in a value', 'foo=a  b', 'foo=a  b'],
    ['spaces after a value, which do not belong to it', 'foo= a  ,bar=2', 'foo= a,bar=2'],
    ['a key that begins with a digit', '1a=1', '1a=1'],
    ['a key of one character', 'z=1', 'z=1'],
    ['a key of all characters', `${KEY_CHARS}=1`, `${KEY_CHARS}=1`],
    ['a value of all characters', `foo=${VALUE_CHARS}`, `foo=${VALUE_CHARS}`],
    ['a key with a vendor', 'fw529a3039@dt=1', 'fw529a3039@dt=1'],
    ['a key that level 1 refused: no vendor', 'foo@=1,bar=2', 'foo@=1,bar=2'],
    ['a key that level 1 refused: two at signs', 'foo@@bar=1,bar=2', 'foo@@bar=1,bar=2'],
    ['a key that level 1 refused: two vendors', 'foo@bar@baz=1,bar=2', 'foo@bar@baz=1,bar=2'],
    ['a key that level 1 refused: a long tenant', `${'t'.repeat(242)}@v=1`, `${'t'.repeat(242)}@v=1`],
    ['a key that level 1 refused: a long vendor', `t@${'v'.repeat(15)}=1`, `t@${'v'.repeat(15)}=1`],
    ['names that every object has', 'constructor=1,valueof=2', 'constructor=1,valueof=2'],
    ['of duplicates the first', 'foo=1,foo=2', 'foo=1'],
    ['of the same member twice one', 'foo=1,foo=1', 'foo=1'],
    ['of duplicates the first, and the rest in order', 'a=1,foo=1,b=2,foo=2, c=3,a=4', 'a=1,foo=1,b=2,c=3'],
    ['keys of which one begins with the other', 'foo=1,foobar=2,fo=3', 'foo=1,foobar=2,fo=3'],
    ['keys that are the value of another', 'foo=bar,bar=foo', 'foo=bar,bar=foo'],
  ])('keeps %s', (_, header, list) => {
    expect(parseTracestate(header)).toBe(list);
    expect(oracle(header)).toBe(list);
  });

  it.each([
    ['nothing', null],
    ['undefined', undefined],
    ['the empty string', ''],
    ['white space', ' \t'],
    ['commas', ',, ,'],
    ['a space after the key', 'foo =1'],
    ['an uppercase key', 'FOO=1'],
    ['a key with an uppercase letter', 'fOo=1'],
    ['a dot in a key', 'foo.bar=1'],
    ['a key that begins with an at sign', '@foo=1,bar=2'],
    ['a key that begins with an underscore', '_foo=1,bar=2'],
    ['a key that begins with a dash', '-foo=1,bar=2'],
    ['a key that is not ASCII', 'föo=1'],
    ['a key whose low byte is a letter', '\u0161=1'],
    ['no key', '=1'],
    ['no key and no value', '='],
    ['no equals sign', 'foo'],
    ['no equals sign in one of several', 'foo=1,bar'],
    ['no value', 'foo='],
    ['no value in one of several', 'foo=,bar=3'],
    ['a value of spaces', 'foo=   ,bar=3'],
    ['a value of a tab', 'foo=\t'],
    ['an equals sign in a value', 'foo=bar=baz'],
    ['an equals sign at the end of a value', 'foo=bar='],
    ['a tab in a value', 'foo=a\tb'],
    ['a tab before a value', 'foo=\ta'],
    ['a line break in a value', 'foo=a\nb'],
    ['a line break after a value', 'foo=a\n'],
    ['a DEL in a value', 'foo=a\x7f'],
    ['a NUL in a value', 'foo=a\0'],
    ['a value that is not ASCII', 'foo=ä'],
    ['a value whose low byte is a letter', 'foo=\u0161'],
    ['a bad member after a good one', 'foo=1,Bar=2'],
    ['a bad member before a good one', 'Bar=2,foo=1'],
    ['a bad member with the key of a good one', 'foo=1,foo='],
  ])('discards the list for %s', (_, header) => {
    expect(parseTracestate(header)).toBe('');
    expect(oracle(header ?? '')).toBe('');
  });

  it('takes keys and values of 256 characters and discards the list for longer ones', () => {
    for (const list of [`${'k'.repeat(256)}=1`, `foo=${'v'.repeat(256)}`, `foo=${' '.repeat(255)}v`]) {
      expect(parseTracestate(`a=1,${list}`)).toBe(`a=1,${list}`);
      expect(parseTracestate(`a=1,${list}  ,`)).toBe(`a=1,${list}`);
      expect(parseTracestate(`a=1,${list.replace('=', 'x=')}`)).toBe(
        list.startsWith('k') ? '' : `a=1,foox=${list.slice(4)}`,
      );
      expect(parseTracestate(`a=1,${list}x`)).toBe(list.startsWith('k') ? `a=1,${list}x` : '');
    }
  });

  it('takes 32 members and discards 33, white space and empty members aside', () => {
    expect(parseTracestate(members(32))).toBe(members(32));
    expect(parseTracestate(members(33))).toBe('');
    expect(parseTracestate(`, ,${members(32).replaceAll(',', ' ,\t,, ')},`)).toBe(members(32));
    expect(parseTracestate(`${members(31)},bar01=1`)).toBe(members(31));
    expect(parseTracestate(`${members(32)},bar01=1`)).toBe('');
  });

  it('takes 8192 characters and discards more', () => {
    const list = Array.from({ length: 31 }, (_, i) => `k${String(i).padStart(2, '0')}=${'v'.repeat(256)}`).join(',');
    const longest = `${list},${'k'.repeat(8192 - list.length - 3)}=v`;
    expect(longest).toHaveLength(8192);
    expect(parseTracestate(longest)).toBe(longest);
    expect(parseTracestate(`${longest} `)).toBe('');
    expect(parseTracestate(`a=1${' '.repeat(8189)}`)).toBe('a=1');
    expect(parseTracestate(`a=1${' '.repeat(8190)}`)).toBe('');
  });

  it('does for every character in every place what the grammar says', () => {
    const header = ' fo1@v= a,b=2\t,,c=3';
    for (let at = 0; at <= header.length; at++) {
      for (let code = 0; code < 300; code++) {
        const text = header.slice(0, at) + String.fromCharCode(code) + header.slice(at + 1);
        if (parseTracestate(text) !== oracle(text)) expect(parseTracestate(text), text).toBe(oracle(text));
      }
    }
  });

  it('does for mutated headers what the grammar says', { timeout: 600_000 }, () => {
    const samples = [
      'foo=1,bar=2',
      'rojo=00f067aa0ba902b7 , congo=t61rcWkgMzE',
      `a@b= x,${'k'.repeat(250)}=${'v'.repeat(250)}`,
    ];
    samples.push(members(31), members(3), `${members(30)},foo=1`, ',,a=1,, ,b=2', '0=~');
    const pieces = [...',,,===  \t\tab01@_-*/AZ.~', 'foo=1', ',bar01=x', ',a=1', '  ,', members(8, 40), 'k'.repeat(9)];
    let taken = 0;
    fuzz(samples, pieces, (text) => {
      const list = parseTracestate(text);
      if (list !== oracle(text)) expect(list).toBe(oracle(text));
      if (list !== '') taken++;
    });
    expect(taken).toBeGreaterThan(1000);
  });

  it('never throws, whatever the string', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => parseTracestate(text) === oracle(text)));
  });

  it('reads what it gave as the same', () => {
    const key = fc.string({ unit: fc.constantFrom(...KEY_CHARS.slice(0, 36)), minLength: 1, maxLength: 12 });
    const value = fc.string({ unit: fc.constantFrom(...VALUE_CHARS), maxLength: 12 }).map((text) => `${text}!`);
    const white = fc.string({ unit: fc.constantFrom(' ', '\t', ','), maxLength: 3 });
    const member = fc.tuple(white, key, value, white).map(([before, k, v, after]) => `${before}${k}=${v}${after}`);
    fc.assert(
      fc.property(fc.array(member, { maxLength: 32 }), (list) => {
        const once = parseTracestate(list.join(','));
        expect(once).toBe(oracle(list.join(',')));
        expect(once === '').toBe(list.length === 0);
        expect(parseTracestate(once)).toBe(once);
      }),
    );
  });

  it('reads nothing of a megabyte, and of 8192 characters in proportion to their number', () => {
    const hostile = [' ', '\t', ',', 'a', 'a=', 'a=1,', 'a= ', 'a=1 \t', ' ,', ', '];
    for (const part of hostile) {
      for (const start of ['', 'foo=1', 'foo= ', members(32), `${members(31)},`]) {
        const work = (length: number): number => {
          const text = (start + part.repeat(length)).slice(0, length);
          return countWork(() => parseTracestate(text));
        };
        expect(work(2 ** 20)).toBe(0);
        expect(work(8192)).toBeLessThan(6 * 8192);
        expect(work(8192)).toBeLessThan(5 * work(2048) + 8192);
      }
    }
  });
});
