import { expect, it } from 'vitest';

import { hasDotSegments } from '../../../../src/request/arrive/has-dot-segments.js';

it.each([
  '/static/../orders/1',
  '/static/%2e%2e/orders/1',
  '/static/%2E./orders/1',
  '/static/./orders/1',
  '/static/..',
  '/static/..\\orders',
  '/static\\..\\orders',
  '/static/..%2forders/1',
  '/static%2f..%5Corders/1',
  '/static/%252e%252e/orders/1',
  '/static/..%252forders/1',
  '/static/..;/orders/1',
  '/static/..%09/orders/1',
  '/static/.%0a./orders/1',
  '/static/%2e%0D%2e/orders/1',
  '..',
])('%s leads elsewhere than it says', (path) => {
  expect(hasDotSegments(path)).toBe(true);
});

it.each([
  '/health',
  '/static/app.js',
  '/static/..hidden',
  '/static/a..b',
  '/static/...',
  '/.well-known/x',
  '/a%2eb',
  '/',
])('%s leads where it says', (path) => {
  expect(hasDotSegments(path)).toBe(false);
});
