// Installs the dependencies and builds dist/, each only when it is missing or older than what it is made from.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from './run.js';

process.chdir(join(import.meta.dirname, '..'));

const isInstalled =
  process.env['npm_lifecycle_event'] === 'prepare' || // npm has just done it, or pretends to
  (existsSync('node_modules/.bin/tsc') && isNewer('node_modules/.package-lock.json', 'package-lock.json'));
ensure('node_modules/.installed', ['package-lock.json'], () => {
  if (isInstalled) return; // by npm ci
  console.error('Installing the development dependencies (once) ...');
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  run('npm', ['ci', '--include=dev', ...quiet], { stdio: ['ignore', 'ignore', 'inherit'] });
});

const sources = readdirSync('src', { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name));
ensure(
  'dist/.built',
  [
    'package.json',
    'scripts/build.js',
    'scripts/build-page.js',
    'tsconfig.json',
    'tsconfig.esm.json',
    'tsconfig.cjs.json',
    ...sources.toSorted(),
  ],
  () => {
    run(process.execPath, ['scripts/build.js']);
  },
);

/** Runs `make` unless `stamp` says that it ran with these very inputs. */
function ensure(stamp, inputs, make) {
  const hash = createHash('sha256');
  for (const input of inputs) hash.update(`${input}\0`).update(readFileSync(input)).update('\0');
  const digest = hash.digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;
  make();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, digest);
}

function isNewer(file, than) {
  return existsSync(file) && statSync(file).mtimeMs >= statSync(than).mtimeMs;
}
