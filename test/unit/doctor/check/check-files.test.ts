import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, it, onTestFinished, vi } from 'vitest';

import { checkFiles } from '../../../../src/doctor/check/check-files.js';
import { paste } from '../../../whole/doctor/paste.js';
import type { Finding } from '../../../../src/doctor/doctor.js';

const CORE = "import { ContextVar, CTX_REQUEST_ID } from 'throughline';\nconst CTX = new ContextVar('user');\n";

function folderOf(source: string, name = 'app.ts'): string {
  const folder = mkdtempSync(join(tmpdir(), 'check-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, name), source);
  return folder;
}

/** Each finding by its code, and what its line says. */
async function found(source: string, name?: string): Promise<string[]> {
  const findings = await checkFiles([folderOf(source, name)]);
  return findings.map(({ code, place }) => `${code} ${source.split('\n')[place.line - 1]?.trim()}`);
}

describe('finds', () => {
  it.each<[source: string, finding: string]>([
    ['als.enterWith({ id: 1 });', 'TL_DOC_ENTER_WITH als.enterWith({ id: 1 });'],
    [
      "import { createNamespace } from 'throughline/cls-hooked';\nconst ns = createNamespace('app');\nexport const f = () => {\n  ns.enter(ns.createContext());\n};",
      'TL_DOC_ENTER_WITH ns.enter(ns.createContext());',
    ],
    [
      "const session = require('cls-hooked').getNamespace('app');\nsession.enter(session.createContext());",
      'TL_DOC_ENTER_WITH session.enter(session.createContext());',
    ],
    [`${CORE}CTX.set('nobody');`, "TL_DOC_NO_TASK CTX.set('nobody');"],
    [`${CORE}CTX_REQUEST_ID.set('x');`, "TL_DOC_NO_TASK CTX_REQUEST_ID.set('x');"],
    [
      `${CORE}const f = async (x: string) => { CTX.set(x); };\nexport const go = () => Promise.all([f('a'), f('b')]);`,
      "TL_DOC_SHARED export const go = () => Promise.all([f('a'), f('b')]);",
    ],
    [
      `${CORE}export const go = (list) =>\n  Promise.all(list.map(async (x) => { CTX.set(x); }));`,
      'TL_DOC_SHARED Promise.all(list.map(async (x) => { CTX.set(x); }));',
    ],
    [
      `${CORE}async function f(x) { CTX.set(x); }\nexport const go = (list) => Promise.all(list.map(f));`,
      'TL_DOC_SHARED export const go = (list) => Promise.all(list.map(f));',
    ],
    [
      `${CORE}import pg from 'pg';\nconst pool = new pg.Pool();\nexport const f = (x) => pool.query('', () => x);`,
      "TL_DOC_MIXED export const f = (x) => pool.query('', () => x);",
    ],
    [
      `${CORE}import { Pool } from 'pg';\nclass A {\n  pool = new Pool();\n  f(g) {\n    this.pool.query('', function () {});\n  }\n}`,
      "TL_DOC_MIXED this.pool.query('', function () {});",
    ],
    [
      "const mysql = require('mysql2');\nrequire('throughline');\nconst c = mysql.createConnection({});\nconst f = () => {\n  c.execute('', [], () => {});\n};",
      "TL_DOC_MIXED c.execute('', [], () => {});",
    ],
    [
      "const { createServer } = require('node:http');\nconst { traced } = require('throughline/node-http');\ncreateServer((q, s) => s.end());",
      'TL_DOC_LOST createServer((q, s) => s.end());',
    ],
  ])('%j', async (source, finding) => {
    expect(await found(source, source.includes('require(') ? 'app.cjs' : 'app.ts')).toEqual([finding]);
  });
});

describe('finds nothing in', () => {
  it.each([
    "als.run(1, () => {}); const enterWith = 'als.enterWith(1)';",
    "import { createNamespace } from 'cls-hooked';\nconst ns = createNamespace('app');\nns.enter(c);\nns.exit(c);\ndoor.enter();",
    "import { createNamespace } from './names.js';\nconst ns = createNamespace('app');\nns.enter(c);",
    `${CORE}export const f = () => CTX.set(1);`,
    `${CORE}new Map().set(1, 2); CTX.run(1, () => {});`,
    `${CORE}const f = async (x) => { CTX.set(x); };\nexport const go = () => gather(() => f('a'), () => f('b'));`,
    `${CORE}const f = async (x) => { CTX.set(x); };\nexport const go = () => Promise.all([f('a')]);`,
    `${CORE}export const go = (list) => Promise.all(list.map(async (x) => CTX.run(x, load)));`,
    `${CORE}import pg from 'pg';\nconst pool = new pg.Pool();\nexport const f = () => pool.query('', bind(() => {}));`,
    `${CORE}import pg from 'pg';\nconst pool = new pg.Pool();\nexport const f = async () => await pool.query('');`,
    `${CORE}import pg from 'pg';\nconst pool = new pg.Pool();\npool.query('select 1', () => {});`,
    `${CORE}import pg from 'pg';\nimport { mend } from 'throughline/mend';\nconst pool = new pg.Pool();\nexport const f = () => pool.query('', () => {});`,
    `${CORE}export const f = (store) => store.query('', () => {});`,
    "import pg from 'pg';\nconst pool = new pg.Pool();\nexport const f = () => pool.query('', () => {});",
    "import { createServer } from 'node:http';\nimport { traced } from 'throughline/node-http';\ncreateServer(traced((q, s) => s.end()));",
    "import { createServer } from 'node:http';\ncreateServer((q, s) => s.end());",
    "import { createServer } from 'node:http';\nimport { throughline } from 'throughline/express';\ncreateServer((q, s) => app(q, s));",
    "import { createServer } from 'node:net';\nimport 'throughline';\ncreateServer((socket) => socket.end());",
    'this is no ( JavaScript',
    '',
  ])('%j', async (source) => {
    expect(await found(source)).toEqual([]);
  });

  it('packages, folders that are hidden, types, and other files', async () => {
    const folder = folderOf('als.enterWith(1);', 'app.d.ts');
    writeFileSync(join(folder, 'notes.md'), 'als.enterWith(1);');
    expect(await checkFiles([folder])).toEqual([]);
  });
});

it('reads a file that is named, with any ending', async () => {
  const folder = folderOf('als.enterWith(1);', 'tool');
  expect(await checkFiles([join(folder, 'tool')])).toMatchObject([
    { code: 'TL_DOC_ENTER_WITH', grade: 'likely', count: 0 },
  ]);
});

it.each([
  [
    `${CORE}const f = async (x: string) => { CTX.set(x); };\nexport const go = () => Promise.all([f('a'), f('b')]);`,
    "export const go = () => gather(() => f('a'), () => f('b'));",
  ],
  [
    `${CORE}export const go = (list) => Promise.all(list.map(async (x) => { CTX.set(x); }));`,
    'export const go = (list) => gather(...list.map((x) => async () => { CTX.set(x); }));',
  ],
  [
    `${CORE}import pg from 'pg';\nconst pool = new pg.Pool();\nexport const f = (x) => pool.query('', () => x);`,
    "export const f = (x) => pool.query('', bind(() => x));",
  ],
])('gives a mend for %j', async (source, mended) => {
  const folder = folderOf(source);
  const [finding] = (await checkFiles([folder])) as [Finding];
  const text = paste(finding.mend.changes).get(join(folder, 'app.ts')) as string;
  expect(text.split('\n')).toContain(mended);
  expect(await checkFiles([folder])).toEqual([]);
});

it('says which package it lacks', async () => {
  vi.doMock('oxc-parser', () => {
    throw new Error('Cannot find package');
  });
  onTestFinished(() => {
    vi.doUnmock('oxc-parser');
  });
  await expect(checkFiles(['.'])).rejects.toMatchObject({
    code: 'TL_ERR_MISSING_PACKAGE',
    message: 'oxc-parser is not installed. Run: npm install -D oxc-parser.',
  });
});
