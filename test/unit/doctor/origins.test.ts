import { AsyncResource } from 'node:async_hooks';

import { expect, it } from 'vitest';

import type { Current } from '../../../src/request/run/current-span.js';
import { currentRequest } from '../../../src/doctor/observe/current-request.js';
import { birthsIn, currentBirth, watchBirths } from '../../../src/doctor/observe/origins.js';
import { Tracing } from '../../../src/request/run/tracing.js';
import { scopeWith } from '../../support/scope-with.js';

it('remembers where a request makes a resource, but not that Throughline makes one for it', () => {
  const born: string[] = [];
  watchBirths((_, type) => born.push(type));
  void new Tracing().open(scopeWith()).start(() => {
    const own = new AsyncResource('THROUGHLINE');
    const pool = new AsyncResource('POOL');
    expect(birthsIn(currentRequest() as Current).map(({ type }) => type)).toEqual(['POOL']);
    expect(own.runInAsyncScope(currentBirth)).toBeUndefined();
    expect(pool.runInAsyncScope(currentBirth)).toMatchObject({ type: 'POOL' });
  });
  expect(born).toEqual(['POOL']);
});
