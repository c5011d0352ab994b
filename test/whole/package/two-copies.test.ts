import { describe, expect, it } from 'vitest';

import { runScript } from '../../support/run-script.js';

const COPIES = `
  import { createRequire } from 'node:module';
  import * as esm from './dist/esm/index.js';
  const cjs = createRequire(process.cwd() + '/')('./dist/cjs/index.js');
  const codeOf = (call) => { try { call(); } catch (error) { return [esm, cjs].map(({ isThroughlineError }) => isThroughlineError(error) && error.code); } };
  const print = (value) => console.log(JSON.stringify(value));
`;

describe('two copies of the package in one process', () => {
  it('are two', async () => {
    expect(await runScript(`${COPIES} print([esm.Context === cjs.Context, esm.Span === cjs.Span])`)).toEqual([
      false,
      false,
    ]);
  });

  it('share contexts, whichever forks, sets, reads or resets', async () => {
    const seen = await runScript(`${COPIES}
      const filler = Array.from({ length: 40 }, () => new esm.ContextVar('filler'));
      const seen = [];
      for (const [a, b] of [[esm, cjs], [cjs, esm]]) {
        const variable = new a.ContextVar('v', { default: 'default' });
        await b.createTask(async () => {
          const token = variable.set('outer');
          await a.createTask(async () => {
            await null;
            seen.push(variable.get(), b.copyContext().get(variable), b.copyContext().size);
            const other = new b.ContextVar('other');
            using_: { const t = other.set(undefined); seen.push(String(other.get()), b.copyContext().has(other)); other.reset(t); }
            variable.set('inner');
          });
          seen.push(variable.get());
          variable.reset(token);
          seen.push(variable.get());
          seen.push(a.bind(() => variable.run('run', () => b.copyContext().get(variable)))());
        });
      }
      print(seen);
    `);
    const once = ['outer', 'outer', 1, 'undefined', true, 'outer', 'default', 'run'];
    expect(seen).toEqual([...once, ...once]);
  });

  it('know the variables of the package and the current span of each other', async () => {
    const seen = await runScript(`${COPIES}
      const scope = { type: 'http', method: 'GET', path: '/', headers: new Headers({ 'x-request-id': 'abc' }) };
      const names = Object.keys(esm).filter((name) => name.startsWith('CTX_'));
      await esm.createTask(async () => {
        const span = esm.getCurrentSpan(scope);
        await span.requestBefore();
        const same = cjs.getCurrentSpan(scope) === span;
        print([cjs.TraceCtx.getId(), same, names.length, names.every((name) => esm[name] === cjs[name])]);
      });
    `);
    expect(seen).toEqual(['abc', true, 9, true]);
  });

  it('check the rules across each other and recognise the errors', async () => {
    const seen = await runScript(`${COPIES}
      const a = new esm.ContextVar('a');
      const b = new cjs.ContextVar('b');
      await cjs.createTask(() => {
        const token = a.set(1);
        const context = cjs.copyContext();
        print([
          codeOf(() => b.reset(token)),
          codeOf(() => context.run(() => a.reset(token))),
          codeOf(() => context.run(() => esm.createTask(() => {}) && context.run(() => {}))),
          codeOf(() => new esm.Context().get({ index: 0 })),
          codeOf(() => b.get()),
        ]);
      });
    `);
    expect(seen).toEqual(
      [
        'TL_ERR_TOKEN_VARIABLE',
        'TL_ERR_TOKEN_CONTEXT',
        'TL_ERR_CONTEXT_ENTERED',
        'TL_ERR_INVALID_ARGUMENT',
        'TL_ERR_NO_VALUE',
      ].map((code) => [code, code]),
    );
  });

  it('share the values of AsyncContext', async () => {
    const seen = await runScript(`
      import { createRequire } from 'node:module';
      import { AsyncContext as esm } from './dist/esm/async-context/index.js';
      const { AsyncContext: cjs } = createRequire(process.cwd() + '/')('./dist/cjs/async-context/index.js');
      const seen = [esm.Variable === cjs.Variable];
      for (const [a, b] of [[esm, cjs], [cjs, esm]]) {
        const variable = new a.Variable({ defaultValue: 'default' });
        const read = () => variable.get();
        const [snapshot, wrapped] = variable.run('value', () => [new b.Snapshot(), b.Snapshot.wrap(read)]);
        const own = new a.Snapshot();
        seen.push(snapshot.run(read), wrapped(), new b.Variable().run('other', () => snapshot.run(() => own.run(read))), read());
      }
      console.log(JSON.stringify(seen));
    `);
    const once = ['value', 'value', 'default', 'default'];
    expect(seen).toEqual([false, ...once, ...once]);
  });
});
