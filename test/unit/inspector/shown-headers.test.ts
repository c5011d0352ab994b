import { expect, it, onTestFinished } from 'vitest';

import { shownHeaders } from '../../../src/inspector/agent/shown/shown-headers.js';
import { showing } from '../../../src/inspector/redact/redact.js';

const HEADERS = {
  host: 'localhost',
  authorization: 'x',
  referer: 'http://ann:pw@localhost/?token=x',
  'set-cookie': ['a=1', 'b=2'],
  'x-forwarded-for': ['10.0.0.1', '10.0.0.2'] as unknown as string,
  'x-empty': undefined,
};
const SHOWN = {
  host: 'localhost',
  authorization: '(redacted)',
  referer: 'http://(redacted)@localhost/?token=(redacted)',
  'set-cookie': '(redacted)',
  'x-forwarded-for': '10.0.0.1, 10.0.0.2',
  'x-empty': '',
};

it('leaves out what is secret by name and by value, each time that it comes', () => {
  for (let time = 0; time < 3; time++) expect(shownHeaders({ ...HEADERS })).toEqual(SHOWN);
});

it('leaves it out of headers that differ in each request, too', () => {
  for (let count = 0; count < 2000; count++) {
    const headers = { [`x-${count}`]: `a${count}`, [`x-token-${count}`]: 'x', referer: `http://a/?token=${count}` };
    expect(shownHeaders(headers)).toEqual({
      [`x-${count}`]: `a${count}`,
      [`x-token-${count}`]: '(redacted)',
      referer: 'http://a/?token=(redacted)',
    });
  }
  expect(shownHeaders({ ...HEADERS })).toEqual(SHOWN);
});

it('shows all where it is asked to, and only then', () => {
  onTestFinished(() => void (showing.isAll = false));
  showing.isAll = true;
  expect(shownHeaders({ ...HEADERS })).toMatchObject({ authorization: 'x', referer: HEADERS.referer });
  showing.isAll = false;
  expect(shownHeaders({ ...HEADERS })).toEqual(SHOWN);
});
