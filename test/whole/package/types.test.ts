import { execFile } from 'node:child_process';
import { mkdtemp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

import { expect, it, onTestFinished } from 'vitest';

const CONSUMER = `
import { EventEmitter } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { bind, bindEmitter, ContextVar, createTask, gather, getCurrentSpan, type Scope, Span, Token } from 'throughline';
import { AsyncContext } from 'throughline/async-context';
import { traced } from 'throughline/node-http';

const locale: AsyncContext.Variable<string> = new AsyncContext.Variable({ defaultValue: 'en' });
const text: string = new ContextVar<string>('text', { default: '' }).get();
const number: number | undefined = new ContextVar<number>('number').tryGet();
const results: Promise<[number, string]> = gather(() => 1, async () => 'a');
const emitters = [bindEmitter(new EventEmitter()), bindEmitter(new EventEmitter<{ tick: [number] }>()), bindEmitter(process)];
class Quiet extends Span { override response(): void {} }
interface Framework {
  (request: IncomingMessage, response: ServerResponse): unknown;
  (request: IncomingMessage & { body: unknown }, response: ServerResponse & { send(): void }): unknown;
}
const server = createServer(traced({} as Framework));
export { bind, server, createTask, emitters, getCurrentSpan, locale, number, Quiet, results, text, Token, traced };
export type { Scope };
`;

it.each([
  ['nodenext', 'module'],
  ['nodenext', 'commonjs'],
  ['preserve', 'module'],
])('the types stand alone in a project with module %s, type %s, without skipLibCheck', async (module, type) => {
  const folder = await mkdtemp(join(tmpdir(), 'throughline-types-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, 'node_modules'));
  await symlink(resolve('.'), join(folder, 'node_modules/throughline'));
  await symlink(resolve('node_modules/@types'), join(folder, 'node_modules/@types'));
  await writeFile(join(folder, 'consumer.ts'), CONSUMER);
  await writeFile(join(folder, 'package.json'), JSON.stringify({ type }));
  const compilerOptions = {
    module,
    strict: true,
    noEmit: true,
    target: 'es2022',
    lib: ['es2022', 'dom'],
    types: ['node'],
  };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['consumer.ts'] }));
  const { stdout } = await promisify(execFile)(resolve('node_modules/.bin/tsc'), ['-p', folder]).catch(
    (error) => error,
  );
  expect(stdout).toBe('');
});
