import { execFileSync } from 'node:child_process';

import { describe, expect, it } from 'vitest';

import { asCurl } from '../../../../src/inspector/page/model/as-curl.js';
import { asOtlp } from '../../../../src/inspector/page/model/as-otlp.js';
import { formatDuration, formatPlace, shorten } from '../../../../src/inspector/page/model/format.js';
import { visibleText } from '../../../../src/inspector/page/model/visible-text.js';
import { hostileRequest } from '../../../support/inspector/hostile-request.js';
import { failedRequest } from '../../../support/inspector/planted-requests.js';
import { hex, sampleRequest } from '../../../support/inspector/sample-request.js';

describe('a request as curl', () => {
  it('has its method, path, query and headers, but not those that are redacted', () => {
    expect(asCurl({ ...failedRequest(1), query: 'a=1' })).toBe(
      "curl 'http://localhost:3000/checkout?a=1' \\\n  --request 'POST' \\\n  --header 'accept: application/json'",
    );
  });

  it('runs nothing but curl, whatever is in it', () => {
    const headers = {
      host: 'x',
      a: `'; echo attacked; '`,
      b: '$(echo attacked) `echo attacked`\n\u001B[201~echo attacked',
    };
    const command = asCurl({ ...hostileRequest(1), path: `/';echo attacked;'`, method: "';echo attacked;'", headers });
    const printed = execFileSync('sh', ['-c', `curl() { printf '%s\\n' "$#"; }\n${command}`], { encoding: 'utf8' });
    expect(printed).toBe('7\n');
  });
});

describe('a request as OTLP', () => {
  it('has its spans with times in nanoseconds, by service', () => {
    const request = sampleRequest(1, { duration: 10 });
    const { resourceSpans } = JSON.parse(asOtlp(request));
    expect(resourceSpans).toHaveLength(1);
    expect(resourceSpans[0].scopeSpans[0].spans[1]).toMatchObject({
      traceId: hex(1, 32),
      parentSpanId: hex(1, 16),
      kind: 3,
      startTimeUnixNano: `${request.startedAt + 2}000000`,
      endTimeUnixNano: `${request.startedAt + 5}000000`,
      attributes: [
        { key: 'db.system.name', value: { stringValue: 'postgresql' } },
        { key: 'db.query.text', value: { stringValue: 'SELECT * FROM orders WHERE customer = $1' } },
      ],
    });
  });
});

describe('texts for people', () => {
  it.each([
    [0, '0 ms'],
    [0.04, '0 ms'],
    [9.94, '9.9 ms'],
    [12.3, '12 ms'],
    [999.6, '1.00 s'],
    [61_000, '1 min 1 s'],
    [-12, '-12 ms'],
  ])('%d ms is %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });

  it('a place is the last part of its path', () => {
    for (const file of ['/app/src/a.js', String.raw`C:\app\a.js`, 'a.js'])
      expect(formatPlace({ file, line: 3, column: 1 })).toBe('a.js:3');
  });

  it('what cannot be seen is written, but not tabs and ends of lines', () => {
    expect(visibleText('a\u202Eb\u0000c\td\ne\u200F')).toBe(
      String.raw`a\u202eb\u0000c` + '\td\ne' + String.raw`\u200f`,
    );
  });

  it('a long text is cut, to its first line', () => {
    expect([shorten('abcdef', 4), shorten('ab\ncd', 4)]).toEqual(['abc…', 'ab']);
  });
});
