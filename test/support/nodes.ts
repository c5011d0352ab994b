import { existsSync } from 'node:fs';

import { RUNTIMES } from '../whole/runtimes/runtimes.js';

/** A Node, by the name of its column, such as `Node 20`. */
export interface Node {
  readonly name: string;
  readonly path: string;
}

const OWN: Node = { name: `Node ${process.versions.node.split('.')[0]}`, path: process.execPath };

/** The one that runs this, and the other versions that `npm run test:runtimes` has installed. */
export function findNodes(): Node[] {
  const others = RUNTIMES.flatMap((runtime) => {
    if (runtime.kind !== 'process' || !/^node\d/.test(runtime.name)) return [];
    return [{ name: runtime.name.replace('node', 'Node '), path: runtime.command[0] as string }];
  });
  const found = others.filter(({ name, path }) => name !== OWN.name && existsSync(path));
  return [OWN, ...found].toSorted((one, other) => (one.name < other.name ? -1 : 1));
}
