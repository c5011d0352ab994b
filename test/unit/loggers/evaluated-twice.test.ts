import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { runNode } from '../../support/run-node.js';
import { ContextVar, createTask, logContext, logged } from '../../../src/index.js';
import { asBaggage, extract, inject } from '../../../src/propagation/index.js';
import { collectGarbage } from '../../whole/matrix/collect-garbage.js';

describe('a variable that is marked again, by a module that is evaluated again', () => {
  it('shares its field: a line has the value of whichever copy was set', async () => {
    const [first, second, third] = Array.from({ length: 3 }, () => logged(new ContextVar<string>('shared_tenant')));
    for (const copy of [first, second, third]) {
      expect(copy?.run('acme', () => logContext()['shared_tenant'])).toBe('acme');
    }
    await createTask(() => expect(logContext()['shared_tenant']).toBeUndefined());
    const both = first?.run('old', () => third?.run('new', () => logContext()['shared_tenant']));
    expect(both).toBe('new');
  });

  it('keeps the format of each copy, and the place of the field', () => {
    const mark = (prefix: string) =>
      logged(new ContextVar<number>('formatted_copy'), { format: (value) => `${prefix}${value}` });
    const [first, second] = [mark('a'), mark('b')];
    expect(first.run(1, () => logContext()['formatted_copy'])).toBe('a1');
    expect(second.run(1, () => logContext()['formatted_copy'])).toBe('b1');
  });

  it('leaves the field to the other where one is taken out or renamed', () => {
    const [first, second] = [logged(new ContextVar<string>('left')), logged(new ContextVar<string>('left'))];
    logged(second, { field: 'renamed' });
    expect(first.run('1', () => second.run('2', () => logContext()))).toMatchObject({ left: '1', renamed: '2' });
    logged(first, { field: false });
    expect(first.run('1', () => logContext())).not.toHaveProperty('left');
  });

  it('shares its key of baggage', () => {
    const [first, second] = Array.from({ length: 2 }, () => asBaggage(new ContextVar<string>('shared-key'))) as [
      ContextVar<string>,
      ContextVar<string>,
    ];
    extract({ baggage: 'shared-key=came' }).run(() => {
      expect([first.get(), second.get()]).toEqual(['came', 'came']);
      expect(inject({})).toHaveProperty('baggage', 'shared-key=came');
      for (const copy of [first, second]) {
        expect(copy.run('set', () => inject({}))).toHaveProperty('baggage', 'shared-key=set');
      }
    });
  });

  it('shares them with copies of the package, as resetModules makes them', async () => {
    for (let i = 0; i < 3; i++) {
      vi.resetModules();
      const copy = await import('../../../src/index.js');
      const { asBaggage: mark } = await import('../../../src/propagation/index.js');
      const variable = copy.logged(mark(new copy.ContextVar<string>('reset_tenant')));
      expect(variable.run('acme', () => [logContext(), copy.logContext()])).toEqual([
        expect.objectContaining({ reset_tenant: 'acme' }),
        expect.objectContaining({ reset_tenant: 'acme' }),
      ]);
    }
  });

  it('is found among the latest copies, however many there are', () => {
    const copies = Array.from({ length: 5000 }, () => logged(asBaggage(new ContextVar<string>('many_copies'))));
    const shown = copies.map((copy) => copy.run('acme', () => logContext()['many_copies'] === 'acme'));
    expect(shown.lastIndexOf(false)).toBe(5000 - 32 - 1);
    expect(shown.indexOf(true)).toBe(5000 - 32);
  });

  it('grows nothing for good, over a thousand times', async () => {
    const before = Object.keys(logContext()).length;
    const references: WeakRef<object>[] = [];
    for (let i = 0; i < 1000; i++) {
      const scope = { i };
      const variable = new ContextVar<string>('reloaded_tenant');
      logged(asBaggage(variable, { key: 'reloaded' }), { format: (value) => (scope.i < 0 ? undefined : value) });
      references.push(new WeakRef(variable), new WeakRef(scope));
    }
    for (let i = 0; i < 3; i++) {
      await collectGarbage();
      await turn();
      await turn();
    }
    // The last copy of the variable, and its scope, stay.
    expect(references.filter((reference) => reference.deref() !== undefined).length).toBeLessThanOrEqual(2);
    expect(Object.keys(logContext())).toHaveLength(before);
  });
});

describe('modules', () => {
  let folder = '';
  beforeAll(() => {
    // Where the package is found by its name.
    folder = mkdtempSync(join(import.meta.dirname, 'script-'));
    const write = (name: string, ...lines: string[]): void => writeFileSync(join(folder, name), lines.join('\n'));
    const imports =
      "import { ContextVar, logged } from 'throughline'; import { asBaggage } from 'throughline/propagation';";
    write('a.mjs', imports, "export const TENANT = logged(asBaggage(new ContextVar('tenant')));");
    write('b.mjs', imports, "export const TENANT = logged(asBaggage(new ContextVar('tenant')));");
    write('c.mjs', imports, "export const CUSTOMER = logged(new ContextVar('customer'), { field: 'tenant' });");
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  async function load(...names: string[]): Promise<string> {
    const urls = names.map((name) => pathToFileURL(join(folder, name)).href.replace('%3F', '?'));
    const program = urls.map((url) => `await import(${JSON.stringify(url)});`).join('');
    const run = runNode(['--input-type=module', '--eval', `${program}console.log('evaluated');`]);
    const { stdout, stderr } = await run.ended;
    expect(stdout).toBe('evaluated\n');
    return stderr;
  }

  it('that are one, evaluated again, are told nothing', async () => {
    expect(await load('a.mjs?first', 'a.mjs?second', 'a.mjs?t=123')).toBe('');
  });

  it.each([
    ['b.mjs', 'by variables of the same name'],
    ['c.mjs', 'by variables of different names'],
  ])('that are two and claim one field are told so: %s, %s', async (name) => {
    expect(await load('a.mjs', name)).toMatch(/TL_WARN_NAME_SHARED[\s\S]*tenant/);
  });
});
