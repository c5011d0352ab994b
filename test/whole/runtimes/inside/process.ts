// Runs a suite in a process of Node, Bun or Deno: <this file> <settings> <where to write the outcome>
import { writeFileSync } from 'node:fs';

import { runSuite } from './run-suite.js';
import { configure } from './settings.js';
import { suite } from './suite.js';

const [settings = '', file = ''] = process.argv.slice(2);
configure(JSON.parse(settings));
writeFileSync(file, JSON.stringify(await runSuite(suite)));
process.exit(0);
