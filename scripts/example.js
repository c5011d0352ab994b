// Runs examples/<name>.ts: npm run example <name>
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.js';

const examples = join(import.meta.dirname, '..', 'examples');
const [name = '', ...args] = process.argv.slice(2);
const file = join(examples, `${name}.ts`);

if (!/^[\w-]+$/.test(name) || !existsSync(file)) {
  const names = readdirSync(examples).flatMap((entry) => /^([\w-]+)\.ts$/.exec(entry)?.[1] ?? []);
  console.error(`There is no example "${name}". Examples: ${names.join(', ')}`);
  process.exit(1);
}
run('tsx', [file, ...args]);
