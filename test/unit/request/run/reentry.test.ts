import { describe, expect, it } from 'vitest';

import { findNodes } from '../../../support/nodes.js';
import { runCommand } from '../../../support/run-node.js';

const HEAD = `
  import { AsyncLocalStorage, createHook } from 'node:async_hooks';
  import { Tracing } from 'throughline/adapter';
  import { ContextVar } from 'throughline';
  import { createNamespace } from 'throughline/cls-hooked';
  const open = (application) => {
    const task = new Tracing().open({ type: 'http', headers: new Headers(), method: 'GET', path: '/' });
    void task.start(() => application(task));
    return task;
  };
`;

describe.each(findNodes())('A task that expects runs, on $name', ({ name, path }) => {
  const print = async (script: string, ...flags: string[]): Promise<string> => {
    const { ended } = runCommand(path, [...flags, '--input-type=module', '-e', HEAD + script]);
    const { stdout, stderr } = await ended;
    return stdout + stderr;
  };

  it('is forgotten by those who watch resources once it is garbage', async () => {
    const watched = `
      const known = new Set();
      createHook({ init: (id, type) => type === 'THROUGHLINE' && known.add(id), destroy: (id) => known.delete(id) }).enable();
      for (let count = 0; count < 100; count++) open((task) => task.expectRuns()).end();
      for (let count = 0; count < 4; count++) {
        gc();
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      console.log(known.size < 10);`;
    expect(await print(watched, '--expose-gc')).toBe('true\n');
  });

  const hasMaps = Number(name.slice('Node '.length)) >= 24;

  it('finds in other storages what they held at the start, from Node 24 on', async () => {
    const others = `
      const OTHER = new AsyncLocalStorage();
      const task = OTHER.run('start', () => open((task) => task.expectRuns()));
      OTHER.run('event', () => task.run(() => console.log(OTHER.getStore())));`;
    expect(await print(others)).toBe(hasMaps ? 'start\n' : 'event\n');
  });

  it.each(hasMaps ? ['with maps', 'without maps'] : ['with maps'])('goes back into its own context, %s', async (by) => {
    const entered = `
      const TENANT = new ContextVar('tenant');
      const task = open((task) => (task.expectRuns(), TENANT.set('request')));
      const namespace = createNamespace('entered');
      task.run(() => {
        namespace.enter(namespace.createContext());
        TENANT.set('entered');
      });
      console.log(task.run(() => TENANT.get()));`;
    const flags = by === 'without maps' ? ['--no-async-context-frame'] : [];
    expect(await print(entered, ...flags)).toBe('request\n');
  });
});
