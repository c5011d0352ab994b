// Runs examples/<name>.ts: npm run example <name>, or jobs/<name> for a recipe
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from './run.js';

const examples = join(import.meta.dirname, '..', 'examples');
const [name = '', ...args] = process.argv.slice(2);
const file = join(examples, `${name}.ts`);

if (!/^(?:jobs\/)?[\w-]+$/.test(name) || !existsSync(file)) {
  const entries = [...readdirSync(examples), ...readdirSync(join(examples, 'jobs')).map((entry) => `jobs/${entry}`)];
  const names = entries.flatMap((entry) => /^((?:jobs\/)?[\w-]+)\.ts$/.exec(entry)?.[1] ?? []);
  console.error(`There is no example "${name}". Examples: ${names.join(', ')}`);
  process.exit(1);
}
if (name.startsWith('jobs/') && !existsSync(join(examples, 'jobs/node_modules'))) {
  console.error('The recipes need the packages of test/support/frameworks/brokers. npm test installs them.');
  process.exit(1);
}
run('tsx', [file, ...args], { cwd: dirname(file) });
