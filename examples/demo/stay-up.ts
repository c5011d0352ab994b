import type { Server } from 'node:http';

import { paint } from './paint.js';

/** Leaves the server up, to be tried by hand, until Ctrl-C. */
export function stayUp(server: Server, port: number): void {
  const origin = `http://127.0.0.1:${port}`;
  const tries = [
    [`curl -i ${origin}/timer -H 'x-request-id: my-own-id'`, 'your id, in the header and in each log line'],
    [`curl -i ${origin}/upload --data-binary @package.json`, 'an id made for you, after the body has arrived too'],
    [`curl -i ${origin}/failing -H 'x-request-id: evil id"'`, 'a 500 with its id; the bad one is refused'],
    [`curl -N ${origin}/endless`, 'hang up with Ctrl-C and see the span end'],
  ] as const;

  console.log(`\n${paint('bold', `Listening on ${origin}`)}; the log of what you send comes below. Ctrl-C ends it.\n`);
  for (const [command, shows] of tries) console.log(`  ${paint('dim', `# ${shows}`)}\n  ${command}`);
  console.log();

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      server.close();
      server.closeAllConnections();
    });
  }
}
