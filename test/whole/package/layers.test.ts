import { readdirSync, readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { findForbidden, forbidden, LAYERS } from '../../../scripts/layers.js';

describe('the layers', () => {
  it('are the folders and entries of src/', () => {
    expect(Object.keys(LAYERS).toSorted()).toEqual(readdirSync('src').toSorted());
  });

  it('import only from their left', () => {
    expect(findForbidden('src')).toEqual([]);
  });

  it('stand in ARCHITECTURE.md as they are', () => {
    const shown = [...readFileSync('ARCHITECTURE.md', 'utf8').matchAll(/^\| `([\w.-]+)` +\| ([^|]*?) +\|/gm)].map(
      ([, layer, imports = '']) => [layer, imports.split(', ').filter((name) => name !== '-')],
    );
    expect(Object.fromEntries(shown)).toEqual(
      Object.fromEntries(Object.entries(LAYERS).map(([layer, { layers }]) => [layer, layers])),
    );
  });

  it.each([
    ['core/tasks/a.ts', '../b.js', undefined],
    ['core/a.ts', 'node:async_hooks', undefined],
    ['core/a.ts', 'node:fs', 'node:fs'],
    ['core/tasks/a.ts', '../../w3c/b.js', 'w3c/b.ts'],
    ['request/run/a.ts', '../../propagation/b.js', 'propagation/b.ts'],
    ['loggers/a.ts', '../index.js', 'index.ts'],
    ['loggers/pino/a.ts', 'pino', 'pino'],
    ['adapters/koa/a.ts', '../node-http/index.js', undefined],
    ['adapters/koa/a.ts', '../node-http/attach/connect.js', 'adapters/node-http/attach/connect.ts'],
    ['adapters/node-http/attach/a.ts', '../open/b.js', undefined],
    ['adapters/koa/a.ts', '../../request/b.js', 'request/b.ts'],
    ['opentelemetry/a.ts', '@opentelemetry/api', undefined],
    ['opentelemetry/a.ts', '@opentelemetry/core', '@opentelemetry/core'],
    ['register/a.ts', '../command/b.js', 'command/b.ts'],
    ['command/a.ts', '../core/b.js', 'core/b.ts'],
    ['elsewhere/a.ts', '../core/b.js', 'core/b.ts'],
  ])('%s, importing %s: %s', (file, imported, found) => {
    expect(forbidden(file, imported)).toBe(found);
  });
});
