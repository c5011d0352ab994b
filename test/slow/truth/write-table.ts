import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

import { root } from '../../support/run-node.js';

const PAGE = `${root}docs/reference/libraries.md`;
const PLACE = /(?<=<!-- npm run truth -- --write -->\n)(?:\n(?:\|.*\n)+)?/;

/** Replaces the table of the page. */
export function writeTable(table: string): void {
  writeFileSync(
    PAGE,
    readFileSync(PAGE, 'utf8').replace(PLACE, () => `\n${table}`),
  );
  execFileSync('npx', ['oxfmt', PAGE]);
}
