import { inspect } from 'node:util';

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { loggedError } from '../../../src/inspector/agent/shown/logged-error.js';

class CardRefused extends Error {
  override name = 'CardRefused';
  readonly code = 'E_CARD';
}

const error = new CardRefused('no money');
const plain = { name: 'CardRefused', message: 'no money', at: 5, place: { file: import.meta.filename } };

describe('loggedError', () => {
  it.each([
    ['the text of its stack', { text: `${error.stack}`, fields: undefined }],
    ['words before it', { text: `order 7 failed:\n${error.stack}\nmore`, fields: undefined }],
    ['what the console writes', { text: inspect(error), fields: undefined }],
    [
      'err of pino',
      { text: 'order 7 failed', fields: JSON.stringify({ err: { type: 'CardRefused', stack: error.stack } }) },
    ],
    ['stack of winston', { text: 'no money', fields: JSON.stringify({ stack: error.stack }) }],
  ])('finds the error and its place in %s', (_, line) => {
    expect(loggedError(line, 5)).toMatchObject(plain);
    expect(loggedError(line, 5)?.code.some(({ text }) => text.includes('new CardRefused'))).toBe(true);
  });

  it.each([
    ['a line without a stack', { text: 'Error: no money', fields: undefined }],
    ['words that look like a stack', { text: '    at home', fields: undefined }],
    ['fields that are no JSON', { text: '', fields: '{' }],
    ['a stack that is no text', { text: '', fields: '{"err":{"stack":7}}' }],
  ])('finds none in %s', (_, line) => {
    expect(loggedError(line, 5)).toBeUndefined();
  });

  it('takes any text', () => {
    const text = fc.array(fc.constantFrom('Error', ': ', '\n', '    at ', 'x', '(/a.js:1:2)', 'E'), { maxLength: 200 });
    fc.assert(fc.property(text, (parts) => void loggedError({ text: parts.join(''), fields: undefined }, 1)));
  });
});
