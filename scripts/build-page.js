// Builds the page of the inspector: three files that its collector serves, without a dependency left.
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '..');
const page = join(root, 'src', 'inspector', 'page');
const modules = join(root, 'node_modules');

/** Builds the page into the folder `out`. */
export async function buildPage(out) {
  await build({
    entryPoints: [
      { in: join(page, 'main.tsx'), out: 'app' },
      { in: join(page, 'styles/app.css'), out: 'app' },
    ],
    outdir: out,
    bundle: true,
    minify: true,
    format: 'iife',
    platform: 'browser',
    target: ['chrome123', 'firefox121', 'safari17.5'],
    tsconfig: join(page, 'tsconfig.json'),
    legalComments: 'none',
    charset: 'utf8',
    logLevel: 'warning',
  });
  copyFileSync(join(page, 'index.html'), join(out, 'index.html'));
  copyFileSync(join(modules, 'preact', 'LICENSE'), join(out, 'preact-license.txt')); // its code is in app.js
}
