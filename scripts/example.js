// Runs examples/<name>.ts: npm run example <name>, or jobs/<name> or recipes/<name>
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from './run.js';

const examples = join(import.meta.dirname, '..', 'examples');
const [name = '', ...args] = process.argv.slice(2);
const file = join(examples, `${name}.ts`);

if (!/^(?:(?:jobs|recipes)\/)?[\w-]+$/.test(name) || !existsSync(file)) {
  const within = (folder) => readdirSync(join(examples, folder)).map((entry) => `${folder}/${entry}`);
  const entries = [...readdirSync(examples), ...within('jobs'), ...within('recipes')];
  const names = entries.flatMap((entry) => /^((?:jobs\/|recipes\/)?[\w-]+)\.ts$/.exec(entry)?.[1] ?? []);
  console.error(`There is no example "${name}". Examples: ${names.join(', ')}`);
  process.exit(1);
}
if (name.startsWith('jobs/') && !existsSync(join(examples, 'jobs/node_modules'))) {
  console.error('The recipes need the packages of test/support/frameworks/brokers. npm test installs them.');
  process.exit(1);
}
run('tsx', [file, ...args], { cwd: dirname(file) });
