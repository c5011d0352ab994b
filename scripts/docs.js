// The site of docs/: `npm run docs` serves it, `npm run docs -- build` writes it to site/dist. Installs what that needs, once.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.js';

const site = join(import.meta.dirname, '..', 'site');
const lock = readFileSync(join(site, 'package-lock.json'), 'utf8');
const stamp = join(site, 'node_modules/.installed');

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lock) {
  console.error('Installing the packages of site/ (once) ...');
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: site });
  writeFileSync(stamp, lock);
}
run(process.execPath, [join(site, 'node_modules/vitepress/bin/vitepress.js'), ...process.argv.slice(2)], { cwd: site });
