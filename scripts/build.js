// Builds dist/: ES modules and CommonJS, with types for each.
import { rmSync, writeFileSync } from 'node:fs';
import { run } from './run.js';

rmSync('dist', { recursive: true, force: true });
run('tsc', ['-p', 'tsconfig.esm.json']);
run('tsc', ['-p', 'tsconfig.cjs.json']);
writeFileSync('dist/cjs/package.json', '{ "type": "commonjs" }\n');
