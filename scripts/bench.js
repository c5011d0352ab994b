// Runs the benches named in the arguments, or all of them. A bench is bench/<name>.ts; what it alone needs is in bench/<name>/,
// what all need in bench/measure/.
// It is compiled, not run through a loader: loaders wrap functions, which distorts what is measured.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.js';

process.chdir(join(import.meta.dirname, '..'));

const names = readdirSync('bench')
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -'.ts'.length));

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`There is no bench named ${unknown.join(', ')}. There are: ${names.join(', ')}.`);
  process.exit(1);
}

// Built into dist/, from where the benches find this package by its own name.
run('tsc', ['-p', 'bench/tsconfig.json', '--noCheck']);
for (const name of wanted.length > 0 ? wanted : names) run(process.execPath, [`dist/bench/${name}.js`]);
