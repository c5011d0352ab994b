import { once } from 'node:events';
import { request } from 'node:http';

import { expect, it } from 'vitest';

import { record, type Received } from '../../support/recorder.js';
import { startExample } from './start-example.js';

const TRACE = '12345678901234567890123456789012';
const PARENT = '1234567890123456';
const ok = `00-${TRACE}-${PARENT}-01`;
const Z = '0'.repeat(32);

type Lines = readonly (readonly [name: string, value: string])[];
type Case = readonly [what: string, lines: Lines, isKept: boolean, tracestate?: string | undefined];

const parent = (value: string, isKept: boolean, name = 'traceparent'): Case => [
  `${name}: ${JSON.stringify(value)}`,
  [[name, value]],
  isKept,
];
const state = (values: string | readonly string[], expected?: string, name = 'tracestate'): Case => [
  `${name}: ${JSON.stringify(values).slice(0, 80)}`,
  [['traceparent', ok], ...[values].flat().map((value) => [name, value] as const)],
  true,
  expected,
];
const count = (n: number): string => Array.from({ length: n }, (_, i) => `bar${i}=${i}`).join(',');
const KEY = 'abcdefghijklmnopqrstuvwxyz0123456789_-*/';
const VALUE = ' !"#$%&\'()*+-./0123456789:;<>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~';

/** What W3C Trace Context Level 2 says of headers, as the specification's own test harness asks it of a service. */
const CASES: readonly Case[] = [
  ['nothing', [], false],
  parent(ok, true),
  parent(ok, true, 'TraceParent'),
  parent(ok, true, 'TRACEPARENT'),
  parent(ok, false, 'trace-parent'),
  parent(ok, false, 'trace.parent'),
  [
    'two',
    [
      ['traceparent', ok],
      ['traceparent', ok.replace('1', '2')],
    ],
    false,
  ],
  [
    'the same twice',
    [
      ['traceparent', ok],
      ['traceparent', ok],
    ],
    false,
  ],
  parent(`${ok}.`, false),
  parent(`${ok}-what-the-future-will-be-like`, false),
  parent(`cc${ok.slice(2)}`, true),
  parent(`cc${ok.slice(2)}-what-the-future-will-be-like`, true),
  parent(`cc${ok.slice(2)}.what-the-future-will-be-like`, false),
  ...['ff', '.0', '0.', '000', '0000', '0', 'FE'].map((version) => parent(`${version}${ok.slice(2)}`, false)),
  ...[Z, `.${TRACE.slice(1)}`, `${TRACE.slice(1)}.`, `${TRACE}3`, TRACE.slice(1), `A${TRACE.slice(1)}`].map((id) =>
    parent(`00-${id}-${PARENT}-01`, false),
  ),
  ...[
    Z.slice(16),
    `.${PARENT.slice(1)}`,
    `${PARENT.slice(1)}.`,
    `${PARENT}7`,
    PARENT.slice(1),
    `A${PARENT.slice(1)}`,
  ].map((id) => parent(`00-${TRACE}-${id}-01`, false)),
  ...['.0', '0.', '001', '1', '0A'].map((flags) => parent(`00-${TRACE}-${PARENT}-${flags}`, false)),
  ...[` ${ok}`, `\t${ok}`, `${ok} `, `${ok}\t`, `\t ${ok} \t`].map((value) => parent(value, true)),
  ['a tracestate alone', [['tracestate', 'foo=1,bar=2']], false],
  state('foo=1,bar=2', 'foo=1,bar=2'),
  state('foo=1', undefined, 'trace-state'),
  state('foo=1', undefined, 'trace.state'),
  state('foo=1', 'foo=1', 'TraceState'),
  state('foo=1', 'foo=1', 'TRACESTATE'),
  state(''),
  state(['foo=1', ''], 'foo=1'),
  state(['', 'foo=1'], 'foo=1'),
  state(['foo=1,bar=2', 'rojo=1,congo=2', 'baz=3'], 'foo=1,bar=2,rojo=1,congo=2,baz=3'),
  state('foo=1,foo=2,bar=3', 'foo=1,bar=3'),
  state(['foo=1', 'foo=1'], 'foo=1'),
  state(`${KEY}=${VALUE}`, `${KEY}=${VALUE}`),
  state(`${KEY}@a-z0-9_-*/=${VALUE}`, `${KEY}@a-z0-9_-*/=${VALUE}`),
  state('0a=1', '0a=1'),
  state('foo=1 \t , \t bar=2, \t baz=3', 'foo=1,bar=2,baz=3'),
  state('foo=1\t \t,\t \tbar=2,\t \tbaz=3', 'foo=1,bar=2,baz=3'),
  ...[' foo=1', '\tfoo=1', 'foo=1 ', 'foo=1\t', '\t foo=1 \t'].map((value) => state(value, 'foo=1')),
  ...['foo =1', 'FOO=1', 'foo.bar=1', '@foo=1,bar=2', 'foo=bar=baz', 'foo=,bar=3', 'foo'].map((value) => state(value)),
  state(
    [count(20), 'a=1,b=2,c=3,d=4,e=5,f=6,g=7,h=8,i=9,j=10,k=11,l=12'],
    `${count(20)},a=1,b=2,c=3,d=4,e=5,f=6,g=7,h=8,i=9,j=10,k=11,l=12`,
  ),
  state(count(33)),
  state(['foo=1', `${'z'.repeat(256)}=1`], `foo=1,${'z'.repeat(256)}=1`),
  state(['foo=1', `${'z'.repeat(257)}=1`]),
  state(`foo=${'v'.repeat(256)}`, `foo=${'v'.repeat(256)}`),
  state(`foo=${'v'.repeat(257)}`),
];

it('carries on what the specification says, and starts a new trace where it says so', async () => {
  const harness = await record();
  const { url } = await startExample('w3c-service');
  await Promise.all(
    CASES.map(async ([what, lines, isKept, tracestate], i) => {
      expect(
        await post(
          `${url}/test`,
          lines,
          [`/${i}`, `/${i}`].map((path) => `${harness.origin}${path}`),
        ),
        what,
      ).toBe(200);
      const calls = harness.received.filter((call) => call.url === `/${i}`);
      expect(
        calls.map(({ method }) => method),
        what,
      ).toEqual(['POST', 'POST']);
      const [first, second] = calls.map((call) => readTraceparent(call, what));
      expect(first!.traceId === TRACE, `${what}: ${first!.traceId}`).toBe(isKept);
      expect(second!.traceId, what).toBe(first!.traceId);
      expect(new Set([first!.parentId, second!.parentId, PARENT]).size, what).toBe(3);
      expect(first!.flags, what).toBe(isKept ? '01' : '02');
      expect(calls[0]!.all('tracestate'), what).toEqual(tracestate === undefined ? [] : [tracestate]);
    }),
  );
});

it('keeps the flags that Level 2 knows, and clears the others', async () => {
  const harness = await record();
  const { url } = await startExample('w3c-service');
  for (const [flags, expected] of [
    ['00', '00'],
    ['01', '01'],
    ['02', '02'],
    ['03', '03'],
    ['ff', '03'],
    ['fc', '00'],
  ]) {
    await post(`${url}/test`, [['traceparent', `00-${TRACE}-${PARENT}-${flags}`]], [`${harness.origin}/${flags}`]);
    const call = harness.received.find((received) => received.url === `/${flags}`);
    expect(readTraceparent(call!, flags!).flags).toBe(expected);
  }
});

function readTraceparent(call: Received, what: string): { traceId: string; parentId: string; flags: string } {
  const values = call.all('traceparent');
  expect(values, what).toEqual([expect.stringMatching(/^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/)]);
  const [, traceId = '', parentId = '', flags = ''] = values[0]!.split('-');
  return { traceId, parentId, flags };
}

/** The status that the service answers with. */
async function post(url: string, lines: Lines, urls: readonly string[]): Promise<number | undefined> {
  const { host } = new URL(url);
  const body = JSON.stringify(urls.map((to) => ({ url: to, arguments: [] })));
  const headers = [
    'Host',
    host,
    'Content-Type',
    'application/json',
    'Content-Length',
    `${body.length}`,
    ...lines.flat(),
  ];
  const [response] = await once(request(url, { method: 'POST', headers }).end(body), 'response');
  response.resume();
  return response.statusCode;
}
