import type { Setting } from './setting.js';
import { SETTINGS } from './settings.js';

/** What `throughline --help` prints. */
export function usage(): string {
  const lines = Object.entries<Setting<unknown>>(SETTINGS).flatMap(([name, { meaning, values, default: unset }]) => [
    `  ${name}`,
    `      ${meaning}`,
    `      ${values} (${unset || 'none'} unless set)`,
  ]);
  return `Usage: throughline [options of node] app.js [arguments]
       throughline [options of node] command [arguments]
       throughline migrate [--write] <file or folder> ...
       throughline dev [--port 4319] [options of node] app.js [arguments]
       throughline requests | request <key or id> | logs <key or id> | findings
       throughline mcp [--port 4319]
       throughline doctor [options of node] app.js [arguments]
       throughline check files and folders
       throughline explain code

Runs app.js with node, or a command that starts node by itself, such as: throughline tsx app.ts, throughline npm start.
It traces every request that the servers get, with no change to the application: each line that it logs carries the id
of its request.

What names no file is looked for as a command, in node_modules/.bin and in the PATH. A file that is no program for Node,
such as a script of the shell, runs as a command does.
The same without this command:

  node -r throughline/register app.js
  NODE_OPTIONS="-r throughline/register" command

Servers of Bun, and Deno.serve, are not traced: use an adapter there.

  migrate          changes imports of cls-hooked to throughline/cls-hooked; shows the changes, or makes them with --write
  dev              runs app.js, and shows each of its requests in a page, whose address it prints
  requests, request, logs, findings
                   print the same, in the project where dev runs; --help prints their options
  mcp              lets an assistant ask for them, by the Model Context Protocol
  doctor           runs app.js with the doctor, which says why a line has no id, or the wrong one
  check            finds in source what the doctor would say, without running it
  explain          explains a code that these two give

  -h, --help       prints this
  -v, --version    prints the version of throughline

Variables of the environment:

${lines.join('\n')}
`;
}
