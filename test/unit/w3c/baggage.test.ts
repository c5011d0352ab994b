import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  type Baggage,
  type BaggageEntry,
  EMPTY_BAGGAGE,
  formatBaggage,
  isBaggageKey,
  parseBaggage,
} from '../../../src/w3c/baggage.js';
import { countWork } from '../../support/count-work.js';
import { fuzz } from '../../support/fuzz.js';

const TOKEN_CHARS = "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const OCTETS = String.fromCharCode(...Array.from({ length: 94 }, (_, i) => 0x21 + i)).replaceAll(/[",;\\]/g, '');

/** The grammar of the specification as expressions. */
const MEMBER = /^[ \t]*([\w!#$%&'*+\-.^`|~]+)[ \t]*=[ \t]*([\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*)[ \t]*(;[^]*)?$/;
const PROPERTY = /^[ \t]*([\w!#$%&'*+\-.^`|~]+)[ \t]*(?:=[ \t]*([\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*)[ \t]*)?$/;
const STRICT_MEMBER =
  /^[\w!#$%&'*+\-.^`|~]+=[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*(;[\w!#$%&'*+\-.^`|~]+(=[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*)?)*$/;

function oracle(header: string): Baggage {
  const baggage = new Map<string, BaggageEntry>();
  for (const member of wholeMembers(header)) {
    const [, key, value, rest] = MEMBER.exec(member) ?? [];
    if (key === undefined || value === undefined || (baggage.size === 64 && !baggage.has(key))) continue;
    const properties = (rest ?? '').split(';').map(oracleProperty).filter(Boolean).join(';');
    baggage.set(key, { value: oracleDecode(value), ...(properties && { properties }) });
  }
  return baggage;
}

function wholeMembers(header: string): string[] {
  const members = header.split(',');
  while (members.join(',').length > 8192) members.pop();
  return members;
}

function oracleProperty(property: string): string {
  const [, key, value] = PROPERTY.exec(property) ?? [];
  if (key === undefined) return '';
  return value === undefined ? key : `${key}=${value}`;
}

/** Percent-decoded by a replacement and by the platform's decoder. */
function oracleDecode(value: string): string {
  const bytes = value.replaceAll(/%([\da-fA-F]{2})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)));
}

function isSame(a: Baggage, b: Baggage): boolean {
  return JSON.stringify([...a]) === JSON.stringify([...b]);
}

const values = (baggage: Baggage) => Object.fromEntries([...baggage].map(([key, { value }]) => [key, value]));
const members = (count: number) => Array.from({ length: count }, (_, i) => `key${i}=value${i}`).join(',');

const token = fc.string({ unit: fc.constantFrom(...TOKEN_CHARS), minLength: 1, maxLength: 10 });
const octets = fc.string({ unit: fc.constantFrom(...OCTETS), maxLength: 10 });
const anyString = fc.array(fc.nat(0xffff), { maxLength: 20 }).map((codes) => String.fromCharCode(...codes));
const property = fc.oneof(
  token,
  fc.tuple(token, octets).map(([key, value]) => `${key}=${value}`),
);
const properties = fc.array(property, { maxLength: 3 }).map((list) => list.join(';') || undefined);
const entry = fc
  .record({ value: fc.oneof(octets, anyString), properties })
  .map(({ value, properties: some }): BaggageEntry => {
    return some === undefined ? { value } : { value, properties: some };
  });
const baggage = fc.array(fc.tuple(token, entry), { maxLength: 10 }).map((entries): Baggage => new Map(entries));

describe('parseBaggage', () => {
  it("reads the specification's examples", () => {
    expect([
      ...parseBaggage('key1=value1;property1;property2, key2 = value2, key3=value3; propertyKey=propertyValue'),
    ]).toEqual([
      ['key1', { value: 'value1', properties: 'property1;property2' }],
      ['key2', { value: 'value2' }],
      ['key3', { value: 'value3', properties: 'propertyKey=propertyValue' }],
    ]);
    const user = { userId: 'alice', serverNode: 'DF 28', isProduction: 'false' };
    expect(values(parseBaggage('userId=alice,serverNode=DF%2028,isProduction=false'))).toEqual(user);
    expect(values(parseBaggage('userId =   alice, serverNode = DF%2028, isProduction = false'))).toEqual(user);
    expect(values(parseBaggage('userId=Am%C3%A9lie'))).toEqual({ userId: 'Amélie' });
  });

  it.each([
    ['white space everywhere', ' \tk \t = \t v \t ; \t p \t = \t q \t ; \t r \t ', [['k', 'v', 'p=q;r']]],
    [
      'an empty value',
      'a=,b= ,c=;p',
      [
        ['a', ''],
        ['b', ''],
        ['c', '', 'p'],
      ],
    ],
    [
      'equals signs in a value',
      'a==b=,c=d=',
      [
        ['a', '=b='],
        ['c', 'd='],
      ],
    ],
    ['equals signs in a property', 'a=b;c==d=;e=', [['a', 'b', 'c==d=;e=']]],
    ['a key of all characters', `${TOKEN_CHARS}=1`, [[TOKEN_CHARS, '1']]],
    ['a value of all characters', `a=${OCTETS.replace('%', '')}`, [['a', OCTETS.replace('%', '')]]],
    ['a percent sign in a key, as it is', '%20a=1', [['%20a', '1']]],
    ['properties as they are', 'a=1;p%20q=%C3%A9;p;p=%', [['a', '1', 'p%20q=%C3%A9;p;p=%']]],
    ['properties of the same name', 'a=1;p;p=1;p=2', [['a', '1', 'p;p=1;p=2']]],
    [
      'no invalid property',
      'a=1;p q;r;;=x;s="t";u;v= w x,b=2',
      [
        ['a', '1', 'r;u'],
        ['b', '2'],
      ],
    ],
    [
      'no empty property',
      'a=1;,b=2; ; \t',
      [
        ['a', '1'],
        ['b', '2'],
      ],
    ],
    [
      'a name that is in every object',
      '__proto__=1,constructor=2,toString=3',
      [
        ['__proto__', '1'],
        ['constructor', '2'],
        ['toString', '3'],
      ],
    ],
    [
      'keys in either case',
      'a=1,A=2',
      [
        ['a', '1'],
        ['A', '2'],
      ],
    ],
    [
      'of duplicates the last, in the place of the first',
      'a=1;p,b=2,a=3',
      [
        ['a', '3'],
        ['b', '2'],
      ],
    ],
    ['a good member between bad ones', 'a,b=1,=2', [['b', '1']]],
    [
      'empty members',
      ',,a=1, ,\t,b=2,',
      [
        ['a', '1'],
        ['b', '2'],
      ],
    ],
  ])('keeps %s', (_, header, entries) => {
    const expected = entries.map(([key, value, some]) => [
      key,
      some === undefined ? { value } : { value, properties: some },
    ]);
    expect([...parseBaggage(header)]).toStrictEqual(expected);
    expect(isSame(parseBaggage(header), oracle(header))).toBe(true);
  });

  it.each([
    ['no key', '=1'],
    ['only white space for a key', ' =1'],
    ['no equals sign', 'a'],
    ['no equals sign before the properties', 'a;p=1'],
    ['a space in a key', 'a b=1'],
    ['a key with a delimiter', 'a(b)=1'],
    ['a key in quotes', '"a"=1'],
    ['a key that is not ASCII', 'ä=1'],
    ['a key whose low byte is a letter', '\u0161=1'],
    ['a space in a value', 'a=b c'],
    ['a value in quotes', 'a="b"'],
    ['a backslash in a value', 'a=b\\c'],
    ['a value that is not ASCII', 'a=ä'],
    ['a value whose low byte is a letter', 'a=\u0161'],
    ['a line break in a value', 'a=b\nc'],
    ['a line break after a value', 'a=b\n'],
    ['a NUL in a value', 'a=b\0'],
    ['a DEL in a value', 'a=b\x7f'],
  ])('drops a member for %s, and keeps the others', (_, member) => {
    expect([...parseBaggage(member)]).toEqual([]);
    expect(values(parseBaggage(`x=1,${member},y=2`))).toEqual({ x: '1', y: '2' });
    expect(isSame(parseBaggage(member), oracle(member))).toBe(true);
  });

  it.each([
    ['%41%62', 'Ab'],
    ['%C3%A9%c3%a9', 'éé'],
    ['%F0%9F%98%80', '😀'],
    ['a+b', 'a+b'],
    ['%2B%25', '+%'],
    ['%00%0A%0D%7F', '\0\n\r\x7F'],
    ['%EF%BB%BFa', '\uFEFFa'],
    ['%ED%9F%BF%EE%80%80', '\uD7FF\uE000'],
    ['%F4%8F%BF%BF', '\u{10FFFF}'],
    ['100%', '100%'],
    ['%', '%'],
    ['%4', '%4'],
    ['%4G%G4%%41', '%4G%G4%A'],
    ['%FF', '\uFFFD'],
    ['a%80b%80', 'a\uFFFDb\uFFFD'],
    ['%C3', '\uFFFD'],
    ['%C3x', '\uFFFDx'],
    ['%C3%28', '\uFFFD('],
    ['%C3%A', '\uFFFD%A'],
    ['%E2%82', '\uFFFD'],
    ['%E2%82%E2%82%AC', '\uFFFD€'],
    ['%F0%9F%98', '\uFFFD'],
    ['%C0%80', '\uFFFD\uFFFD'],
    ['%E0%80%80', '\uFFFD\uFFFD\uFFFD'],
    ['%ED%A0%80', '\uFFFD\uFFFD\uFFFD'],
    ['%F4%90%80%80', '\uFFFD\uFFFD\uFFFD\uFFFD'],
    ['%F5', '\uFFFD'],
  ])('decodes %s', (encoded, value) => {
    expect(parseBaggage(`a=${encoded}`).get('a')).toStrictEqual({ value });
    expect(oracleDecode(encoded)).toBe(value);
  });

  it('decodes every sequence of two bytes, and of more at their borders, as the platform does', () => {
    const borders = [
      0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc2, 0xdf, 0xe0, 0xe1, 0xec, 0xed, 0xee, 0xef,
    ];
    borders.push(0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xff);
    const check = (...bytes: number[]): void => {
      const encoded = bytes.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
      const value = parseBaggage(`a=${encoded}`).get('a')?.value;
      if (value !== oracleDecode(encoded)) expect(value, encoded).toBe(oracleDecode(encoded));
    };
    for (let first = 0; first < 256; first++) for (let second = 0; second < 256; second++) check(first, second);
    for (const a of borders) for (const b of borders) for (const c of borders) check(a, b, c);
    for (const a of [0xe2, 0xf0, 0xf1, 0xf4])
      for (const b of borders) for (const c of borders) for (const d of borders) check(a, b, c, d);
  });

  it.each([[null], [undefined], ['']])('gives the empty baggage for %j', (header) => {
    expect(parseBaggage(header)).toBe(EMPTY_BAGGAGE);
    expect(EMPTY_BAGGAGE.size).toBe(0);
  });

  it('reads 64 members, and of more the first 64', () => {
    expect(parseBaggage(members(64)).size).toBe(64);
    expect(isSame(parseBaggage(members(70)), parseBaggage(members(64)))).toBe(true);
    expect(parseBaggage(`${members(64)},key0=last,key99=x`).get('key0')).toEqual({ value: 'last' });
    expect(parseBaggage(`bad,,=,${members(64)}`).size).toBe(64);
  });

  it('reads 8192 characters, and of more the members that are whole within them', () => {
    const longest = `a=${'v'.repeat(8190)}`;
    expect(parseBaggage(longest).get('a')?.value).toHaveLength(8190);
    expect(parseBaggage(`${longest}v`).size).toBe(0);
    expect([...parseBaggage(`${longest},b=1`).keys()]).toEqual(['a']);
    expect([...parseBaggage(`b=1,${longest}`).keys()]).toEqual(['b']);
    expect([...parseBaggage(`b=1,c=2,${longest},d=3`).keys()]).toEqual(['b', 'c']);
  });

  it('does for every character in every place what the grammar says', () => {
    const header = ' k1 = v%41 ; p = q;r\t,b=2';
    for (let at = 0; at <= header.length; at++) {
      for (let code = 0; code < 300; code++) {
        const text = header.slice(0, at) + String.fromCharCode(code) + header.slice(at + 1);
        if (!isSame(parseBaggage(text), oracle(text))) expect([...parseBaggage(text)], text).toEqual([...oracle(text)]);
      }
    }
  });

  it('does for mutated headers what the grammar says, and formats what it read', { timeout: 600_000 }, () => {
    const samples = ['key1=value1;property1;property2, key2 = value2, key3=value3; propertyKey=propertyValue'];
    samples.push(
      'userId=Am%C3%A9lie,serverNode=DF%2028,isProduction=false',
      'a=%F0%9F%98%80%FF',
      members(4),
      'a=1;p;q=2,b=2',
    );
    const pieces = [
      ...',,;;==  \t"\\%%ab+(:~',
      '%C3',
      '%A9',
      '%41',
      ';p=1',
      ',b=2',
      ' = ',
      'a=1',
      '__proto__=1',
      members(2),
    ];
    let taken = 0;
    fuzz(samples, pieces, (text) => {
      const read = parseBaggage(text);
      if (!isSame(read, oracle(text))) expect([...read]).toEqual([...oracle(text)]);
      const header = formatBaggage(read);
      const valid = header === '' || header.split(',').every((member) => STRICT_MEMBER.test(member));
      if (!valid || !isSame(parseBaggage(header), read)) expect([...parseBaggage(header)], header).toEqual([...read]);
      if (read.size > 1) taken++;
    });
    expect(taken).toBeGreaterThan(1000);
  });

  it('never throws, whatever the string', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => isSame(parseBaggage(text), oracle(text))));
  });

  it('reads no more of a megabyte than of 8192 characters, and of those in proportion to their number', () => {
    const hostile = [
      ' ',
      ',',
      '=',
      ';',
      '%',
      'a',
      'a=',
      'a=1,',
      'a=1;',
      'a=1;,',
      'a=%FF,',
      'a=;p,',
      'a= ',
      ' ;',
      '%C3',
      'a=1;p= ',
      '; ',
    ];
    for (const part of hostile) {
      for (const start of ['', 'a', 'a=', 'a=1;', 'a=1;p=', `${members(64)},`]) {
        const work = (length: number): number => {
          const text = (start + part.repeat(length)).slice(0, length);
          return countWork(() => parseBaggage(text));
        };
        expect(work(2 ** 20)).toBeLessThan(12 * 8192);
        expect(work(8192)).toBeLessThan(12 * 8192);
        expect(work(8192)).toBeLessThan(5 * work(2048) + 8192);
      }
    }
  });
});

describe('formatBaggage', () => {
  const format = (...entries: readonly (readonly [string, BaggageEntry])[]) => formatBaggage(new Map(entries));

  it("writes the specification's example", () => {
    const header = 'key1=value1;property1;property2,key2=value2,key3=value3;propertyKey=propertyValue';
    expect(formatBaggage(parseBaggage(header.replaceAll(',', ' , ').replaceAll(';', ' ; ')))).toBe(header);
    expect(format(['userId', { value: 'Amélie' }], ['serverNode', { value: 'DF 28' }])).toBe(
      'userId=Am%C3%A9lie,serverNode=DF%2028',
    );
  });

  it('writes the empty string if there is nothing to send', () => {
    expect(formatBaggage(EMPTY_BAGGAGE)).toBe('');
    expect(format(['not a token', { value: '1' }])).toBe('');
  });

  it('encodes what a value may not hold, and the percent sign', () => {
    expect(format(['a', { value: OCTETS }])).toBe(`a=${OCTETS.replace('%', '%25')}`);
    expect(format(['a', { value: '\t "\',;\\%\0\x7f\r\n' }])).toBe("a=%09%20%22'%2C%3B%5C%25%00%7F%0D%0A");
    expect(format(['a', { value: 'ÿ€😀' }])).toBe('a=%C3%BF%E2%82%AC%F0%9F%98%80');
    expect(format(['a', { value: 'x\uD83D' }], ['b', { value: '\uDE00\uD83Dx' }])).toBe(
      'a=x%EF%BF%BD,b=%EF%BF%BD%EF%BF%BDx',
    );
    expect(format(['a', { value: '' }])).toBe('a=');
  });

  it('leaves out keys that are no tokens', () => {
    expect(
      format(['', { value: '1' }], ['a b', { value: '2' }], ['c', { value: '3' }], ['d\r\nx', { value: '4' }]),
    ).toBe('c=3');
  });

  it('leaves out invalid properties', () => {
    expect(format(['a', { value: '1', properties: 'p;q r;s = t;;u\r\nx: y;v=1,b=2;w' }])).toBe('a=1;p;s=t;w');
    expect(format(['a', { value: '1', properties: '' }], ['b', { value: '1', properties: ' ; ' }])).toBe('a=1,b=1');
    expect(format(['a', { value: '1', properties: undefined }])).toBe('a=1');
  });

  it('writes 64 members, and of more the first 64', () => {
    const many = new Map(Array.from({ length: 70 }, (_, i) => [`key${i}`, { value: `value${i}` }]));
    expect(formatBaggage(many)).toBe(members(64));
    expect(formatBaggage(new Map([['not a token', { value: '' }], ...many]))).toBe(members(64));
  });

  it('writes 8192 bytes, and leaves out what does not fit', () => {
    const fits = { value: '0123456789'.repeat(819) };
    expect(format(['a', fits])).toHaveLength(8192);
    expect(format(['ab', fits])).toBe('');
    expect(format(['a', { value: `${fits.value}x` }])).toBe('');
    expect(format(['a', fits], ['b', { value: '' }])).toHaveLength(8192);
    expect(format(['x', { value: '1' }], ['a', fits], ['y', { value: '2' }])).toBe('x=1,y=2');
    expect(format(['a', { value: ' '.repeat(2730) }])).toHaveLength(8192);
    expect(format(['a', { value: ' '.repeat(2731) }])).toBe('');
    expect(format(['a', { value: 'v'.repeat(8000), properties: 'p'.repeat(189) }])).toHaveLength(8192);
    expect(format(['a', { value: 'v'.repeat(8000), properties: 'p'.repeat(190) }])).toBe('');
  });

  it('keeps one entry of 8192 bytes, and 64 entries of 8192 bytes', () => {
    const one = `a=${'v'.repeat(8190)}`;
    expect(formatBaggage(parseBaggage(one))).toBe(one);
    const many = Array.from(
      { length: 64 },
      (_, i) => `k${String(i).padStart(2, '0')}=${'v'.repeat(i === 0 ? 124 : 123)}`,
    ).join(',');
    expect(many.length).toBeLessThanOrEqual(8192);
    expect(formatBaggage(parseBaggage(many))).toBe(many);
  });

  it('writes what parseBaggage reads', () => {
    fc.assert(
      fc.property(baggage, (value) => {
        const header = formatBaggage(value);
        if (header !== '') for (const member of header.split(',')) expect(member).toMatch(STRICT_MEMBER);
        const wellFormed = [...value].map(([key, read]) => [
          key,
          {
            ...read,
            value: new TextDecoder('utf-8', { ignoreBOM: true }).decode(new TextEncoder().encode(read.value)),
          },
        ]);
        expect([...parseBaggage(header)]).toEqual(wellFormed);
        expect(formatBaggage(parseBaggage(header))).toBe(header);
      }),
    );
  });

  it('writes nothing but printable ASCII, whatever the baggage holds', () => {
    const any = fc.array(fc.tuple(anyString, fc.record({ value: anyString, properties: anyString })), { maxLength: 5 });
    fc.assert(fc.property(any, (entries) => /^[\x21-\x7e]*$/.test(formatBaggage(new Map(entries)))));
  });

  it('does not read what cannot fit', () => {
    const huge = 'v'.repeat(2 ** 20);
    const work = countWork(() =>
      format([huge, { value: '' }], ['a', { value: huge }], ['b', { value: '', properties: huge }]),
    );
    expect(work).toBeLessThan(100);
  });
});

describe('isBaggageKey', () => {
  it('says whether a string is a token', () => {
    for (const key of [TOKEN_CHARS, 'a', '__proto__', '%', 'k'.repeat(9000)]) expect(isBaggageKey(key)).toBe(true);
    for (const key of ['', ' ', 'a ', ' a', 'a b', 'ä', 'a\n', 'a\u0161', '😀']) expect(isBaggageKey(key)).toBe(false);
    for (const char of '()<>@,;:\\"/[]?={} \t\x7f\0') expect(isBaggageKey(`a${char}b`)).toBe(false);
  });

  it('says for every character what the grammar says', () => {
    const chars = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code));
    expect(chars.filter(isBaggageKey).toSorted()).toEqual([...TOKEN_CHARS].toSorted());
  });
});
