import { inspect } from 'node:util';

import { expect, it } from 'vitest';

import { attachment } from '../../../src/inspector/agent/attachment.js';

it('holds a value for each object, of which nobody sees anything', () => {
  const known = attachment<object, number>();
  const [first, second] = [{ a: 1 }, { a: 1 }];
  known.set(first, 1);
  known.set(second, 2);
  known.set(second, 3);
  expect([first, second, { ...first }, {}].map((object) => known.get(object))).toEqual([1, 3, undefined, undefined]);
  expect([Reflect.ownKeys(first), inspect(first, { showHidden: true })]).toEqual([['a'], '{ a: 1 }']);
});

it('holds one for an object that nothing can be put into', () => {
  const known = attachment<object, number>();
  const [frozen, other] = [Object.freeze({}), Object.freeze({})];
  known.set(frozen, 1);
  known.set(frozen, 2);
  expect([known.get(frozen), known.get(other)]).toEqual([2, undefined]);
});

it('keeps what one knows from another', () => {
  const [first, second] = [attachment<object, number>(), attachment<object, number>()];
  const object = {};
  first.set(object, 1);
  expect([first.get(object), second.get(object)]).toEqual([1, undefined]);
});
