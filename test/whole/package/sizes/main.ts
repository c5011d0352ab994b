// npm run sizes: measures each entry, and writes the sizes into docs/reference/entries.md.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';

import { ENTRIES } from '../../../support/entries.js';
import { PAGE, withSizes } from './entries-page.js';
import { sizeOf } from './size-of.js';

const sizes = new Map<string, number>();
for (const entry of ENTRIES) sizes.set(entry, await sizeOf(entry));
writeFileSync(PAGE, withSizes(sizes));
execFileSync('npx', ['oxfmt', PAGE]);
for (const [entry, size] of sizes) console.log(`${entry}: ${size}`);
