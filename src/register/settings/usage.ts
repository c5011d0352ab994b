import type { Setting } from './setting.js';
import { SETTINGS } from './settings.js';

/** What `throughline --help` prints. */
export function usage(): string {
  const lines = Object.entries<Setting<unknown>>(SETTINGS).flatMap(([name, { meaning, values, default: unset }]) => [
    `  ${name}`,
    `      ${meaning}`,
    `      ${values} (default: ${unset || 'none'})`,
  ]);
  return `Usage: throughline [options of node] app.js [arguments]
       throughline [options of node] command [arguments]
       throughline migrate [--write] <file or folder> ...
       throughline dev [--port 4319] [options of node] app.js [arguments]
       throughline requests | request <key or id> | logs <key or id> | findings
       throughline mcp [--port 4319]
       throughline doctor [options of node] app.js [arguments]
       throughline check <file or folder> ...
       throughline explain <code>

Runs app.js with node, or a command that starts node, such as: throughline tsx app.ts, throughline npm start.
It traces every request to your servers. You change nothing in the application: each line that it logs has the id of
its request.

If there is no file of that name, throughline looks for a command, in node_modules/.bin and in the PATH. If a file is
not a program for Node, such as a shell script, it runs as a command.

You can do the same without this command:

  node -r throughline/register app.js
  NODE_OPTIONS="-r throughline/register" command

On Bun, and with Deno.serve, use an adapter: these servers are not traced.

  migrate          shows how to change imports of cls-hooked to throughline/cls-hooked; --write changes the files
  dev              runs app.js, and prints the address of a page that shows each of its requests
  requests, request, logs, findings
                   print the same in a terminal, in the project where dev runs; add --help for their options
  mcp              lets an assistant read the same, by the Model Context Protocol
  doctor           runs app.js with the doctor, which says why a line has no id, or the wrong one
  check            finds in your source what the doctor would find, without running it
  explain          explains a code of the doctor or of check

  -h, --help       prints this help
  -v, --version    prints the version of throughline

Variables of the environment:

${lines.join('\n')}
`;
}
