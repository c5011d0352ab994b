// npm run truth [-- <library> …]: whose id the callbacks of libraries see, on each Node that is installed, without register and
// with it. `--write` puts the table into docs/reference/libraries.md.
import { count } from './count.js';
import { findLibraries } from './libraries.js';
import { findNodes } from '../../support/nodes.js';
import install from '../../support/frameworks/install.js';
import { isUp } from './servers.js';
import { type Row, table } from './table.js';
import { writeTable } from './write-table.js';

const names = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
await install();
const nodes = findNodes();
const rows: Row[] = [];
for (const library of await findLibraries()) {
  if (names.length > 0 && !names.includes(library.name)) continue;
  if (library.server !== undefined && !(await isUp(library.server))) {
    console.error(`${library.name} is left out: ${library.server} is not there.`);
    continue;
  }
  process.stderr.write(`${library.name} `);
  const counts = [];
  for (const { path } of nodes) {
    for (const how of ['as it is', 'register'] as const) counts.push(await count(path, library, how));
  }
  const [first = {}] = counts;
  for (const call of Object.keys(first)) {
    const cells = counts.map((byCall) => byCall[call] ?? { right: 0, another: 0, none: 0 });
    rows.push({ library: `${library.name} ${library.version}`, call, cells });
  }
}
process.stderr.write('\n');
const text = table(
  rows,
  nodes.flatMap(({ name }) => [name, `${name}, register`]),
);
process.stdout.write(text);
if (process.argv.includes('--write')) writeTable(text);
