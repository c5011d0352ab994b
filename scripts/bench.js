// Runs the parts of the bench named in the arguments, or all of them. A part is bench/<name>.ts; what it alone needs is in
// bench/<name>/, what all need in bench/measure/, what is measured against in bench/peers/.
// It is compiled, not run through a loader: loaders wrap functions, which distorts what is measured.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.js';

process.chdir(join(import.meta.dirname, '..'));

const names = readdirSync('bench')
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -'.ts'.length));

const words = process.argv.slice(2);
const wanted = words.filter((word) => names.includes(word));
const rest = words.filter((word) => !names.includes(word));
if (rest.length > 0 && wanted.length !== 1) {
  console.error(`Name one bench before ${rest.join(' ')}. There are: ${names.join(', ')}.`);
  process.exit(1);
}

installPeers();
// Built into dist/, from where the benches find this package by its own name.
rmSync('dist/bench', { recursive: true, force: true });
run('tsc', ['-p', 'bench/tsconfig.json', '--noCheck']);
// The parts of the package that its entries do not offer, for the benches of them.
const plain = ['--noCheck', '--declaration', 'false', '--emitDeclarationOnly', 'false'];
run('tsc', ['-p', 'tsconfig.esm.json', ...plain, '--outDir', 'dist/bench/src']);
for (const name of wanted.length > 0 ? wanted : names) run(process.execPath, [`dist/bench/${name}.js`, ...rest]);

/** Installs what bench/peers/package-lock.json says, unless that was done. */
function installPeers() {
  const folder = 'bench/peers';
  const lock = readFileSync(`${folder}/package-lock.json`, 'utf8');
  const stamp = `${folder}/node_modules/.installed`;
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  console.error(`Installing ${folder} (once) ...`);
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: folder });
  writeFileSync(stamp, lock);
}
