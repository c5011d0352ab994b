import { rm } from 'node:fs/promises';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { ENTRIES } from '../../support/entries.js';
import { createProject, installedFile, type Project } from './project.js';
import { runtimePath } from '../../support/runtime-path.js';

const loadable = ENTRIES.filter((name) => !/register|doctor/.test(name)); // they act when they are loaded

/** Prints what it read in two tasks at once, after an await; `load` gives the module of an entry. */
const USE = `
  const { ContextVar, createTask, gather } = throughline;
  const variable = new ContextVar('variable', { default: 'default' });
  const read = (value) => async () => {
    variable.set(value);
    await new Promise((resolve) => setTimeout(resolve, 1));
    return variable.get();
  };
  const seen = gather(read('a'), read('b')).then((values) => [...values, variable.get()]);
`;
const SEEN = ['a', 'b', 'default'];

const imports = loadable.map((name, n) => `import * as e${n} from '${name}';`).join('\n');
const requires = loadable.map((name, n) => `const e${n} = require('${name}');`).join('\n');
const all = `[${loadable.map((_, n) => `e${n}`).join(', ')}]`;
const report = `seen.then((values) => console.log(JSON.stringify({ seen: values, empty: ${all}.filter((entry) => Object.keys(entry).length === 0).length })));`;
const ESM = `${imports}\nimport * as throughline from 'throughline';\n${USE}\n${report}\n`;
const CJS = `${requires}\nconst throughline = require('throughline');\n${USE}\n${report}\n`;
const GOOD = { seen: SEEN, empty: 0 };

let project: Project;

beforeAll(async () => {
  project = await createProject();
  await project.write({ 'all.mjs': ESM, 'all.cjs': CJS });
}, 120_000);
afterAll(() => rm(project.folder, { recursive: true }));

describe('the packed file', () => {
  it('holds the built modules, their types and the papers, and nothing else', () => {
    const allowed =
      /^(package\.json|README\.md|LICENSE|CHANGELOG\.md|bin\/throughline\.js|dist\/cjs\/package\.json|dist\/(esm|cjs)\/[\w/-]+\.(js|d\.ts)|dist\/inspector\/page\/(index\.html|app\.(js|css)|preact-license\.txt))$/;
    expect(project.files.filter((path) => !allowed.test(path))).toEqual([]);
    expect(
      project.files.filter((path) => /test|bench|example/.test(path) && !/\/testing\/|\/test-context\./.test(path)),
    ).toEqual([]);
    expect(project.files).toContain('dist/esm/index.js');
  });

  it('brings no other package along', () => {
    expect(project.installed).toEqual(['throughline']);
  });
});

describe('Node', () => {
  it.each(['all.mjs', 'all.cjs'])('%s loads every entry and keeps the context', async (file) => {
    expect(JSON.parse(await project.run(process.execPath, file))).toEqual(GOOD);
  });

  it.each([
    ['the same class', [], true],
    ['two classes, which share the context', ['--no-experimental-require-module'], false],
  ])('gives import and require %s', async (_, flags, isSame) => {
    await project.write({
      'both.mjs': `
        import { createRequire } from 'node:module';
        import * as imported from 'throughline';
        const required = createRequire(import.meta.url)('throughline');
        const variable = new imported.ContextVar('variable', { default: 'default' });
        const read = async () => {
          variable.set('shared');
          await null;
          return required.copyContext().get(variable);
        };
        const seen = await required.createTask(read);
        console.log(JSON.stringify([imported.Context === required.Context, seen]));
      `,
    });
    expect(JSON.parse(await project.run(process.execPath, ...flags, 'both.mjs'))).toEqual([isSame, 'shared']);
  });

  it('starts by --import throughline/register, and by its command', async () => {
    await project.write({ 'app.cjs': "console.log(JSON.stringify(typeof require('throughline').createTask));" });
    expect(await project.run(process.execPath, '--import', 'throughline/register', 'app.cjs')).toContain('function');
    expect(await project.run('npx', '--no-install', 'throughline', 'app.cjs')).toContain('function');
  });
});

describe('Jest 30, as CommonJS', () => {
  it.each(['node', 'jsdom-like: with the condition browser'])(
    'loads every entry and keeps the context (%s)',
    async (kind) => {
      const conditions = kind === 'node' ? ['node', 'node-addons'] : ['browser'];
      await project.write({
        'jest.config.json': JSON.stringify({ testEnvironmentOptions: { customExportConditions: conditions } }),
        'all.test.js': `
        ${requires}
        const throughline = require('throughline');
        ${USE}
        test('all', async () => {
          expect(await seen).toEqual(${JSON.stringify(SEEN)});
          for (const entry of ${all}) expect(Object.keys(entry)).not.toEqual([]);
        });
      `,
      });
      const jest = installedFile('jest-30', 'jest/bin/jest.js');
      await project.run(process.execPath, jest, '--watchman=false', '--config=jest.config.json');
    },
  );
});

describe.each([
  ['Bun', 'bun', ['run'], []],
  ['Deno', 'deno', ['run', '--allow-all', '--no-lock', '--node-modules-dir=manual'], ['npm.mjs']],
])('%s', (_, command, args, files) => {
  const path = runtimePath(command);
  const skipped =
    path === undefined ? ` (skipped: ${command} is not in PATH, nor installed for npm run test:runtimes)` : '';

  it.skipIf(path === undefined).each(['all.mjs', 'all.cjs', ...files])(
    `%s loads every entry and keeps the context${skipped}`,
    async (file) => {
      await project.write({ 'npm.mjs': ESM.replaceAll("'throughline", "'npm:throughline") });
      expect(JSON.parse(await project.run(path as string, ...args, file))).toEqual(GOOD);
    },
  );
});
