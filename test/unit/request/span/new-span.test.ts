import { expect, it } from 'vitest';

import { Tracing } from '../../../../src/adapter.js';
import { Span } from '../../../../src/index.js';
import type { Scope } from '../../../../src/request/scope.js';
import { newSpan } from '../../../../src/request/span/new-span.js';
import { resolveOptions } from '../../../../src/request/tracing-options.js';
import { scopeWith } from '../../../support/scope-with.js';

it('a span says that it is of the class that the options name, or of Span', () => {
  class Mine extends Span {}
  expect(newSpan(scopeWith(), resolveOptions({})).constructor).toBe(Span);
  expect(newSpan(scopeWith(), resolveOptions({ span: Mine })).constructor).toBe(Mine);
  expect(newSpan(scopeWith(), resolveOptions({ span: Mine }))).toBeInstanceOf(Mine);
});

it('`new.target` has the name of that class', () => {
  const names: string[] = [];
  class Mine extends Span {
    constructor(scope: Scope) {
      super(scope);
      names.push(new.target.name);
    }
  }
  newSpan(scopeWith(), resolveOptions({ span: Mine }));
  expect(names).toEqual(['Mine']);
});

it('options hold where a constructor reads the ids, and where it gives another span', () => {
  const seen: string[] = [];
  class Reading extends Span {
    constructor(scope: Scope) {
      super(scope);
      seen.push(this.requestId);
    }
  }
  class Other extends Span {}
  class Giving extends Span {
    constructor(scope: Scope) {
      super(scope);
      // oxlint-disable-next-line no-constructor-return -- as JavaScript may
      return new Other(scope);
    }
  }
  const scope = scopeWith({ 'x-request-id': 'evil' });
  for (const span of [Reading, Giving]) {
    const task = new Tracing({ span, trust: 'ignore' }).open(scope);
    seen.push(task.requestId, task.span?.requestId ?? '');
  }
  expect(seen).toHaveLength(5);
  expect(seen).not.toContain('evil');
});
